namespace Streaming.Player.Sessions;

/// <summary>What kept a session from being played, or from being played to the end.</summary>
public enum FailureKind
{
    /// <summary>The server answered a request with an error.</summary>
    Refused,

    /// <summary>The server's answer cannot be understood.</summary>
    Misunderstood,

    /// <summary>Nothing of what is offered can be played here.</summary>
    NothingPlayable,

    /// <summary>A request was not answered.</summary>
    NoAnswer,

    /// <summary>The server promised media and sent none.</summary>
    NoMedia,

    /// <summary>Media stopped in the middle.</summary>
    WentSilent,

    /// <summary>The connection could not be made, or broke.</summary>
    Disconnected,
}
