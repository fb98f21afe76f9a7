using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>What leaves with the samples of a track, evenly from the beginning of each to its end, and the token bucket it needs.</summary>
internal sealed class SampleLoad
{
    /// <summary>Bits times ticks per second, so that nothing rounds.</summary>
    private const long Scale = 8 * TimeSpan.TicksPerSecond;

    /// <summary>The rate is found to a 256th.</summary>
    private const int Precision = 256;

    private static readonly TimeSpan SoonByPlan = TimeSpan.FromMilliseconds(50);

    /// <summary>A slide is shown for minutes, but wanted at its cue.</summary>
    private static readonly TimeSpan LongestSpread = TimeSpan.FromMilliseconds(250);

    private readonly List<(long Start, long End, long Bytes)> _loads = [];
    private long _total;

    /// <summary>In the order of time.</summary>
    public void Add(long start, long end, long bytes)
    {
        _loads.Add((start, end, bytes));
        _total += bytes;
    }

    /// <summary>The smallest rate at which whatever the bucket holds is through soon, with the bucket and the peak that belong to
    /// it.</summary>
    /// <param name="isPlanned">Media that leave by plan need a bucket of a few packets, and what comes beside them shall not make it a deep
    /// one: it is through within 50 ms. Otherwise it has the quarter of a second that they have, see <see cref="PromptPoint"/>.</param>
    /// <param name="packet">The largest; what leaves is that of so many packets more than what leaves evenly.</param>
    public TrafficSpec Bucket(bool isPlanned, ByteCount packet, int more)
    {
        EnvelopePoint point = new(new(1), ByteCount.Zero);
        if (_total > 0)
            point = Search(isPlanned ? SoonByPlan : PromptPoint.Soon);
        BitRate peak = Peak();
        return new(point.Rate, point.Depth + new ByteCount(more * packet.Bytes), peak > point.Rate ? peak : point.Rate, packet, packet);
    }

    private EnvelopePoint Search(TimeSpan soon)
    {
        long low = 0, high = 1_000;
        while (!PromptPoint.IsWithin(soon, At(high)))
            (low, high) = (high, 2 * high);
        while (high - low > Math.Max(1, high / Precision))
        {
            long middle = low + ((high - low) / 2);
            (low, high) = PromptPoint.IsWithin(soon, At(middle)) ? (low, middle) : (middle, high);
        }

        return At(high);
    }

    private EnvelopePoint At(long rate)
    {
        Int128 level = 0, deepest = 0;
        long last = 0;
        foreach ((long start, long end, long bytes) in _loads)
        {
            level = Int128.Max(0, level - ((Int128)rate * (start - last)));
            level = Int128.Max(0, level + ((Int128)bytes * Scale) - ((Int128)rate * (end - start)));
            deepest = Int128.Max(deepest, level);
            last = end;
        }

        return new(new(rate), new((long)((deepest + Scale - 1) / Scale)));
    }

    /// <summary>Of what leaves with each sample, until the next one begins.</summary>
    private BitRate Peak()
    {
        BitRate peak = BitRate.Zero;
        long bytes = 0, length = LongestSpread.Ticks;
        for (int i = 0; i < _loads.Count; i++)
        {
            bytes += _loads[i].Bytes;
            long next = i + 1 < _loads.Count ? _loads[i + 1].Start - _loads[i].Start : length;
            if (next == 0)
                continue;
            length = Math.Min(next, LongestSpread.Ticks);
            BitRate rate = BitRate.Of(new(bytes), new(length));
            (peak, bytes) = (rate > peak ? rate : peak, 0);
        }

        return peak;
    }
}
