namespace Streaming.Server.Sending;

/// <summary>What the receiver of a stream last said about it. RFC 3550 §6.4.1.</summary>
/// <param name="At">When its report came.</param>
/// <param name="FractionLost">Of the packets since the report before, in 1/256.</param>
/// <param name="CumulativeLost">Packets lost since the beginning; negative where duplicates outnumber losses.</param>
/// <param name="HighestSequence">Highest sequence number received, extended by the count of wraps.</param>
/// <param name="Jitter">Interarrival jitter in units of the stream's clock.</param>
/// <param name="RoundTrip">From sender report to receiver report, without the time it lay at the receiver; null before a report answers one of ours.</param>
public sealed record ReceptionReport(
    Instant At, byte FractionLost, int CumulativeLost, uint HighestSequence, uint Jitter, TimeSpan? RoundTrip);
