using Streaming.Qos.Monitoring;

namespace Streaming.Server.Host.Http;

/// <summary>What left for a session within 100 ms; bytes are those of IP datagrams.</summary>
/// <param name="SecondsAgo">When it began.</param>
/// <param name="ShapedBytes">Held back for a while because the contract's bucket was empty.</param>
/// <param name="BlockedBytes">Held back for a while because the connection took no more.</param>
/// <param name="WorstLatenessSeconds">After its due time.</param>
internal sealed record WindowDetails(
    double SecondsAgo,
    long OfferedBytes,
    long SentBytes,
    long SentPackets,
    long ShapedBytes,
    long BlockedBytes,
    long LatePackets,
    long DroppedPackets,
    double WorstLatenessSeconds)
{
    public static WindowDetails Of(SendWindow window, Instant now) => new(
        Math.Round((now - window.Start).TotalSeconds, 1),
        window.Offered.Bytes.Bytes,
        window.Sent.Bytes.Bytes,
        window.Sent.Packets,
        window.Shaped.Bytes.Bytes,
        window.Blocked.Bytes.Bytes,
        window.Late.Packets,
        window.Dropped.Packets,
        window.WorstLateness.TotalSeconds);
}
