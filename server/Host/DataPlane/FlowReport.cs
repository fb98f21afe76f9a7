namespace Streaming.Server.Host.DataPlane;

/// <summary>What left for one session, or for all: counters since its start.</summary>
/// <param name="Packets">RTP packets.</param>
/// <param name="Bytes">Their bytes, RTP headers included.</param>
/// <param name="Messages">What the kernel was handed them in: runs of packets that it cut, or single ones.</param>
/// <param name="ControlPackets">Compound RTCP packets.</param>
/// <param name="LatenessMedian">Half of the packets left no later than this after their due time.</param>
/// <param name="Lateness99">99 % of them.</param>
/// <param name="LatenessWorst">All of them.</param>
/// <param name="Dropped">By <see cref="DropReason"/>.</param>
public sealed record FlowReport(
    long Packets,
    long Bytes,
    long Messages,
    long ControlPackets,
    TimeSpan LatenessMedian,
    TimeSpan Lateness99,
    TimeSpan LatenessWorst,
    IReadOnlyList<long> Dropped)
{
    public long DroppedFor(DropReason reason) => Dropped[(int)reason];
}
