namespace Streaming.Player.Client;

/// <summary>What an inbox may hold.</summary>
internal enum ArrivalKind
{
    /// <summary>Nothing but a reason to look at the clock or at a flag.</summary>
    Wake,
    /// <summary>Something somebody wants done with the session.</summary>
    Work,
    Media,
    Report,

    /// <summary>What came to our own port beside a group: sent again, or before we listened.</summary>
    Resent,

    /// <summary>Another receiver's report to a group.</summary>
    OthersReport,
    Frame,
    Response,
    Request,
    Disconnected,
}
