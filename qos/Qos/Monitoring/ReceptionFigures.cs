namespace Streaming.Qos.Monitoring;

/// <summary>What one report of a receiver says about the time since the one before it: RTCP RR, and XR where the receiver sends it. RFC
/// 3550 §6.4.1, RFC 3611, RFC 6958, RFC 7002.</summary>
/// <remarks>Of one stream, or of all streams of a session added up: <see cref="Expected"/>, <see cref="Lost"/> and
/// <see cref="Discarded"/> are sums then, the others the worst. A receiver that sends no XR leaves null what only XR tells.</remarks>
public readonly record struct ReceptionFigures
{
    /// <summary>The time the report speaks of ends when it came.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Packets sent, as far as the receiver has seen their numbers.</summary>
    public required long Expected { get; init; }

    /// <summary>Of those, never come. Below zero where latecomers of an earlier interval make up for it.</summary>
    public required long Lost { get; init; }

    /// <summary>Came, but were thrown away: too late, too early, no room. XR, RFC 7002.</summary>
    public long? Discarded { get; init; }

    /// <summary>The most packets lost in a row; null where nobody said. XR.</summary>
    public int? LossRun { get; init; }

    /// <summary>As the receiver estimates it. RFC 3550 §6.4.1.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>What the same estimate makes of the departures: packets that are sent ahead of their time show jitter that no network
    /// made. See <see cref="DepartureJitter"/>.</summary>
    public TimeSpan OwnJitter { get; init; }

    /// <summary>There and back, without the time at the receiver.</summary>
    public TimeSpan? RoundTrip { get; init; }
}
