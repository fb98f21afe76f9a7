using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Monitoring;

/// <summary>The time in which one contract was in force, and what was met in it.</summary>
public sealed class ContractPeriod
{
    internal ContractPeriod(ContractText terms, string reason, Instant from)
    {
        (Terms, Reason, From) = (terms, reason, from);
    }

    public ContractText Terms { get; }

    /// <summary>Why it came into force; empty for what was granted before playing began.</summary>
    public string Reason { get; }

    public Instant From { get; }

    /// <summary>Null while it is in force.</summary>
    public Instant? Until { get; internal set; }

    /// <summary>Different packets that came.</summary>
    public long Packets { get; internal set; }

    /// <summary>Of those packets, as IP datagrams.</summary>
    public ByteCount Bytes { get; internal set; }

    /// <summary>Packets given up; of those some may have come too late, see <see cref="Discarded"/>.</summary>
    public long GivenUp { get; internal set; }

    /// <summary>Packets that came after they were given up: the network delivered them.</summary>
    public long Discarded { get; internal set; }

    /// <summary>Packets that came after they were due.</summary>
    public long Late { get; internal set; }

    public int LongestLossRun { get; internal set; }

    /// <summary>The largest difference of delay between neighbouring sender reports; null before two came.</summary>
    public TimeSpan? DelayVariation { get; internal set; }

    /// <summary>Since when something is wrong: the first loss, and the first late packet.</summary>
    public Instant? FirstLoss { get; internal set; }

    public Instant? FirstLate { get; internal set; }

    /// <summary>Packets the network did not deliver; what is on its way still may make up for it.</summary>
    public long Lost => Math.Max(0, GivenUp - Discarded);
}
