using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>What extended reports about one stream say beyond its report block; null where they say nothing of it. RFC 3611.</summary>
public readonly record struct ExtendedFigures
{
    /// <summary>Packets lost in a row since the report before, at least. RFC 6958.</summary>
    public int? LossRun { get; init; }

    /// <summary>Packets that came too late or too early since the report before. RFC 7002.</summary>
    public long? Discarded { get; init; }

    /// <summary>The same since the beginning, from receivers that count so.</summary>
    public long? DiscardedInAll { get; init; }

    /// <summary>Packets that came again since the report before. RFC 3611 §4.6.</summary>
    public long? Duplicates { get; init; }

    /// <summary>With what another block says of that source; the same where it says nothing.</summary>
    internal ExtendedFigures With(in XrBlock block, Ssrc source)
    {
        if (BurstGapLoss.TryParse(in block, out BurstGapLoss loss) && loss.Source == source)
            return IsUseful(in loss) ? this with { LossRun = loss.LongestRunAtLeast } : this;
        if (StatisticsSummary.TryParse(in block, out StatisticsSummary summary) && summary.Source == source)
            return this with { Duplicates = summary.Duplicates };
        if (!DiscardCount.TryParse(in block, out DiscardCount discards) || discards.Source != source || !IsUseful(in discards))
            return this;
        return discards.Period == XrPeriod.Interval
            ? this with { Discarded = (Discarded ?? 0) + discards.Count }
            : this with { DiscardedInAll = (DiscardedInAll ?? 0) + discards.Count };
    }

    /// <summary>With another threshold bursts are no runs; with discards they are not the network's.</summary>
    private static bool IsUseful(in BurstGapLoss loss) =>
        loss is { Period: XrPeriod.Interval, CountsDiscards: false, Threshold: 1, Bursts: < BurstGapLoss.Unavailable };

    /// <summary>Nobody misses a duplicate.</summary>
    private static bool IsUseful(in DiscardCount discards) => discards is
    {
        Period: XrPeriod.Interval or XrPeriod.Cumulative,
        Why: DiscardType.Early or DiscardType.Late,
        Count: not DiscardCount.Unavailable,
    };
}
