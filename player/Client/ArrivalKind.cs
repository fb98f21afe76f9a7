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
    Frame,
    Response,
    Request,
    Disconnected,
}
