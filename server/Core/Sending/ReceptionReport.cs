using Streaming.Formats.Rtcp;

namespace Streaming.Server.Sending;

/// <summary>What the receiver of a stream last said about it, and when. RFC 3550 §6.4.1.</summary>
/// <param name="At">When the report came.</param>
/// <param name="Block">Fraction lost, cumulative loss, highest sequence number, jitter.</param>
/// <param name="RoundTrip">Without the time it lay at the receiver; null before a report answers a sender report.</param>
public sealed record ReceptionReport(Instant At, ReportBlock Block, TimeSpan? RoundTrip)
{
    /// <summary>What it said beyond the block.</summary>
    public ExtendedFigures Extended { get; init; }

    /// <summary>How much jitter the receiver would have seen without a network: what leaves ahead of its time looks like that. See
    /// <see cref="Qos.Monitoring.DepartureJitter"/>.</summary>
    public TimeSpan OwnJitter { get; init; }
}
