using System.Net;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>What one member of a channel is sent apart from the group: copies of its streams, packets sent again, reports for it
/// alone.</summary>
/// <remarks>A member that cannot be reached, or reads too slowly, disturbs nobody: what it misses is counted here, and whether it still
/// lives is judged by whoever let it in.</remarks>
public sealed class MemberDelivery : IFlow
{
    private readonly FlowCounters _counters = new();
    private readonly List<(OutgoingStream Stream, IPEndPoint Reports)> _ends = [];

    /// <summary>What was sent to it so far. May be read from any thread.</summary>
    public FlowReport Report() => _counters.Snapshot();

    /// <summary>A stream goes to it by UDP. By one caller at a time.</summary>
    internal void Add(OutgoingStream stream, IPEndPoint reports) => _ends.Add((stream, reports));

    /// <summary>A stream does so no more. By one caller at a time.</summary>
    /// <returns>Where no report of it is to come from any longer: ports may serve several streams.</returns>
    internal IReadOnlyList<IPEndPoint> Remove(OutgoingStream stream)
    {
        List<IPEndPoint> gone = [.. _ends.Where(end => end.Stream == stream).Select(end => end.Reports)];
        _ends.RemoveAll(end => end.Stream == stream);
        gone.RemoveAll(point => _ends.Exists(end => end.Reports.Equals(point)));
        return gone;
    }

    void IFlow.CountSent(int packets, int bytes, Instant due, Instant deadline, Instant now) => _counters.Sent(packets, bytes, now - due);

    void IFlow.CountSentControl(int bytes, Instant now) => _counters.SentControl();

    void IFlow.CountDropped(DropReason reason, int packets, int bytes) => _counters.Drop(reason, packets);

    void IFlow.Fail(string reason, IByteSource? film)
    {
    }
}
