namespace Streaming.Player.Sessions;

/// <summary>How far a client session has come.</summary>
public enum SessionPhase
{
    New,
    Describing,
    SettingUp,
    Starting,
    Playing,

    /// <summary>Leaving UDP for the connection.</summary>
    FallingBack,

    /// <summary>TEARDOWN is under way.</summary>
    Leaving,
    Done,
}
