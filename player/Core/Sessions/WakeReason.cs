namespace Streaming.Player.Sessions;

/// <summary>What a session waits for time to bring.</summary>
public enum WakeReason
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The server has not answered a request.</summary>
    AnswerOverdue,

    /// <summary>Nothing has come of what PLAY promised.</summary>
    FirstMediaOverdue,

    /// <summary>Nothing has come by a group that was joined.</summary>
    GroupSilent,

    /// <summary>Nothing has come for long, though it has before.</summary>
    Silence,

    /// <summary>The server must be told that we are still here.</summary>
    KeepAlive,

    /// <summary>The viewer wanted another contract at this time.</summary>
    LaterWish,

    /// <summary>The time the viewer asked for is over.</summary>
    DurationOver,

    /// <summary>The film must be over, though the server has not said so.</summary>
    RangeOver,

    /// <summary>A stream holds packets behind a gap.</summary>
    Reordering,

    /// <summary>Missing packets are to be asked for.</summary>
    Request,

    /// <summary>The lanes of a channel are looked at: perhaps another is to be joined.</summary>
    Lane,

    /// <summary>Losses are looked at: perhaps other protection is to be asked for.</summary>
    Protection,

    /// <summary>A receiver report is due.</summary>
    Report,
}
