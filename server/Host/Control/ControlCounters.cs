namespace Streaming.Server.Host.Control;

/// <summary>What the control plane has counted since it started, and how much of it is there now.</summary>
public readonly record struct ControlCounters
{
    public int Connections { get; init; }

    public long ConnectionsAccepted { get; init; }

    /// <summary>Beyond a limit, at the door.</summary>
    public long ConnectionsRefused { get; init; }

    /// <summary>Idle, too slow, or not reading.</summary>
    public long ConnectionsCut { get; init; }

    public long Requests { get; init; }

    /// <summary>Answered with a status of 400 or more.</summary>
    public long RequestsRefused { get; init; }

    /// <summary>What was no message at all.</summary>
    public long MalformedMessages { get; init; }

    /// <summary>Refused to subscribers who asked more than their share, by <see cref="PolicingExcess"/>.</summary>
    public IReadOnlyList<long> Policed { get; init; }

    /// <summary>Connections of those who went on all the same.</summary>
    public long ConnectionsHungUp { get; init; }

    public int Sessions { get; init; }

    public int SessionsPlaying { get; init; }

    public long SessionsOpened { get; init; }

    /// <summary>Of them, those that ended by the timeout: their viewers went without a word.</summary>
    public long SessionsExpired { get; init; }

    /// <summary>Of them, those whose film was damaged, or whose connection broke with media in it.</summary>
    public long SessionsFailed { get; init; }
}
