namespace Streaming.Player.Sessions;

/// <summary>Why a session ended well.</summary>
public enum EndReason
{
    /// <summary>The server said goodbye on every stream.</summary>
    EndOfFilm,

    /// <summary>The range had passed and nothing came any more, though the server did not say goodbye.</summary>
    RangeOver,

    /// <summary>The time the viewer asked for was over.</summary>
    DurationOver,

    /// <summary>The viewer stopped it.</summary>
    Stopped,

    /// <summary>Only the description was wanted.</summary>
    Described,
}
