using Streaming.Formats.Media;
using Streaming.Qos.Shaping;

namespace Streaming.Server.Traffic;

/// <summary>When the samples of a track leave by a sending plan: the one reading of it, for who computes the contract and who
/// sends.</summary>
/// <remarks>
/// The plan is a line of bytes over time. A sample begins when the line leaves the bytes before it and ends when the line reaches its own
/// last byte; its packets leave in trains between the two, the first at the beginning. The line never rises above what is decoded by then,
/// nor is below what is decoded one buffer later; so nothing leaves before its decode time, and all of it, the last packet included,
/// before one buffer has passed.
/// Remembers where it was: asked for samples in their order it looks at each vertex once.
/// </remarks>
/// <param name="traffic">Of the track.</param>
/// <param name="plan">One of its plans.</param>
public struct PlanSchedule(TrackTraffic traffic, SendingPlan plan)
{
    private readonly IReadOnlyList<ByteCount> _bytes = traffic.BytesBefore;
    private readonly IReadOnlyList<PlanVertex> _vertices = plan.Vertices;
    private int _at;

    /// <summary>When the first packet of a sample leaves, on the title's timeline.</summary>
    public MediaTime Start(int sample)
    {
        Find(sample);
        return new(Along(sample));
    }

    /// <summary>When a sample is sent as a whole.</summary>
    public MediaTime End(int sample)
    {
        Find(sample);
        return new(Along(sample + 1));
    }

    /// <summary>The trains of a sample of so many packets, at least 1; where the plan's rate asks for it, trains are longer than
    /// usual.</summary>
    /// <param name="zero">The instant that is zero on the title's timeline.</param>
    public TrainPlan Trains(int sample, int packets, Instant zero)
    {
        (MediaTime start, MediaTime end) = (Start(sample), End(sample));
        TrainLimit limit = TrainLimit.Planned.Covering(PacketDemand.Of(packets, end - start, TrainLimit.Planned.Window));
        return new(zero + (start - MediaTime.Zero), zero + (end - MediaTime.Zero), packets, limit);
    }

    /// <summary>Goes to the stretch that a sample is sent in.</summary>
    private void Find(int sample)
    {
        if (sample < _vertices[_at].Sample)
            _at = 0;
        if (_at + 2 < _vertices.Count && sample >= _vertices[_at + 2].Sample)
        {
            int low = _at, high = _vertices.Count - 1;
            while (high - low > 1)
            {
                int middle = (low + high) / 2;
                (low, high) = _vertices[middle].Sample <= sample ? (middle, high) : (low, middle);
            }

            _at = low;
        }

        while (sample >= _vertices[_at + 1].Sample && _at + 2 < _vertices.Count)
            _at++;
    }

    private readonly long Along(int sample)
    {
        (PlanVertex from, PlanVertex to) = (_vertices[_at], _vertices[_at + 1]);
        ByteCount all = _bytes[to.Sample] - _bytes[from.Sample];
        if (all == ByteCount.Zero)
            return from.Ticks;

        // Rounded up: a sample is not begun before the one before it is over.
        Int128 part = (Int128)(_bytes[sample] - _bytes[from.Sample]).Bytes * (to.Ticks - from.Ticks);
        return from.Ticks + (long)((part + all.Bytes - 1) / all.Bytes);
    }
}
