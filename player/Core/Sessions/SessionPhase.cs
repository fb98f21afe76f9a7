namespace Streaming.Player.Sessions;

/// <summary>How far a client session has come.</summary>
public enum SessionPhase
{
    New,
    Describing,
    SettingUp,
    Starting,
    Playing,

    /// <summary>The server has stopped, and knows where.</summary>
    Paused,

    /// <summary>The film is over, the session is not.</summary>
    Ended,

    /// <summary>Leaving one way for media to come for another.</summary>
    FallingBack,

    /// <summary>TEARDOWN is under way.</summary>
    Leaving,
    Done,
}
