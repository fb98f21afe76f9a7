namespace Streaming.Qos.FlowSpecs;

/// <summary>What was promised to one session and is in force. Immutable; a change is a new one with the next generation.</summary>
public sealed record Contract
{
    /// <summary>1 for the first of a session; both ends name it to agree on what is in force.</summary>
    public required int Generation { get; init; }

    public required ServiceClass Class { get; init; }

    /// <summary>What the sender keeps to, over all streams of the session.</summary>
    public required TrafficSpec Traffic { get; init; }

    /// <summary>R, the rate kept free on every link: at least <see cref="TrafficSpec.Rate"/>; zero for best effort. RFC 2212.</summary>
    public required BitRate Reserved { get; init; }

    /// <summary>The bound on the network's delay, queueing and fixed; null where none is promised.</summary>
    public TimeSpan? DelayBound { get; init; }

    /// <summary>How much of the film, in time, the receiver must hold for the sending plan to reach it in time.</summary>
    public required TimeSpan Buffer { get; init; }

    public required int Priority { get; init; }

    /// <summary>Which parity protects which stream: of what was asked, that which is in force. Part of <see cref="Traffic"/>.</summary>
    public IReadOnlyList<StreamProtection> Protection { get; init; } = [];

    /// <summary>The share of the media's rate that is set aside for packets sent again, part of <see cref="Traffic"/>; null: none
    /// are.</summary>
    public Ratio? Resend { get; init; }

    /// <summary>What the receiver asked for and is measured against.</summary>
    public FlowSpec Asked { get; init; } = FlowSpec.Nothing;

    /// <summary>Whether the same was promised; a list that is read twice is another object each time.</summary>
    public bool Equals(Contract? other) => other is not null && Protection.SequenceEqual(other.Protection) && Terms.Equals(other.Terms);

    public override int GetHashCode() => Terms.GetHashCode();

    private object Terms => (Generation, Class, Traffic, Reserved, DelayBound, Buffer, Priority, (Resend, Asked));
}
