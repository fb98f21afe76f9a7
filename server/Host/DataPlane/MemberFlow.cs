namespace Streaming.Server.Host.DataPlane;

/// <summary>What one member of a channel is sent apart from the group: copies of its streams, packets sent again, reports for it
/// alone.</summary>
/// <remarks>A member that cannot be reached, or reads too slowly, disturbs nobody: what it misses is counted here, and whether it still
/// lives is judged by whoever let it in.</remarks>
public sealed class MemberFlow : IFlow
{
    private readonly FlowCounters _counters = new();

    /// <summary>What was sent to it so far. May be read from any thread.</summary>
    public FlowReport Report() => _counters.Snapshot();

    void IFlow.CountSent(int packets, int bytes, Instant due, Instant deadline, Instant now) => _counters.Sent(packets, bytes, now - due);

    void IFlow.CountSentControl(int bytes, Instant now) => _counters.SentControl();

    void IFlow.CountDropped(DropReason reason, int packets, int bytes) => _counters.Drop(reason, packets);

    void IFlow.Fail(string reason, IByteSource? film)
    {
    }
}
