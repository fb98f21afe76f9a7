namespace Streaming.Qos.Shaping;

/// <summary>By when the packets at hand must have left, so that a large sample further on can still meet its own deadline.</summary>
/// <remarks>
/// A key picture may hold more packets than the limit lets through before its successor is due. The film is stored, so the answer is to
/// begin it early, not to send it in a burst: whatever lies before it ends sooner by exactly what it needs. The bound is the minimum over
/// all later samples of their deadline less the time that they and all between take.
/// </remarks>
public struct DeadlineBound(Instant deadline, TrainLimit limit)
{
    private readonly TrainLimit _limit = limit;
    private long _packets;

    /// <summary>The bound for the sample it was made for.</summary>
    public Instant Latest { get; private set; } = deadline;

    /// <summary>Adds the next later sample.</summary>
    public void Add(int packets, Instant deadline)
    {
        _packets += packets;
        Latest = Instant.Min(Latest, new(deadline.Ticks - _limit.TicksFor(_packets)));
    }
}
