namespace Streaming.Qos.Shaping;

/// <summary>When the packets of one sample leave: in trains of nearly equal size, at nearly equal distances, from a start to an
/// end.</summary>
/// <remarks>
/// Every departure is computed from the start, not from the departure before: nothing rounds twice and nothing drifts. With three trains
/// of a sample that is due at <c>S</c> and whose successor is due at <c>E</c>:
/// <code>
///   S                 S+L/3             S+2L/3            E = S+L
///   |###              |###              |##               |### next sample
/// </code>
/// The last train leaves well before the end: the end is the deadline of the sample's last packet.
/// </remarks>
public readonly record struct TrainPlan
{
    private readonly long _length;

    /// <param name="start">When the first train leaves.</param>
    /// <param name="deadline">When the last packet must have left; where the limit does not allow that, the plan runs over.</param>
    /// <param name="packets">At least 1.</param>
    /// <param name="limit">How many may leave together, and how often.</param>
    public TrainPlan(Instant start, Instant deadline, int packets, TrainLimit limit)
    {
        long least = limit.TicksFor(packets);
        Start = start;
        Packets = packets;
        Trains = limit.TrainsFor(packets);
        _length = Math.Max(deadline.Ticks - start.Ticks, least);
        IsTight = _length < 2 * least;
    }

    public Instant Start { get; }

    public int Packets { get; }

    public int Trains { get; }

    /// <summary>Less than twice the time that the limit asks for: a train that waits for another stream holds up those behind it.</summary>
    public bool IsTight { get; }

    /// <summary>Where the next plan may begin.</summary>
    public Instant End => new(Start.Ticks + _length);

    /// <summary>When train <paramref name="train"/> leaves; <see cref="End"/> for the one behind the last.</summary>
    public Instant Departure(int train) => new(Start.Ticks + (_length * train / Trains));

    /// <summary>The packets of all trains before <paramref name="train"/>.</summary>
    public int PacketsBefore(int train) => (int)((long)Packets * train / Trains);
}
