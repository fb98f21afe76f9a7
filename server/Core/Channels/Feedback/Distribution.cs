namespace Streaming.Server.Channels.Feedback;

/// <summary>How a figure is distributed over any number of receivers, in a fixed number of bins: each receiver is in one.</summary>
internal sealed class Distribution(int bins)
{
    /// <summary>Where a receiver is counted that has not said anything.</summary>
    public const int Nowhere = -1;

    private readonly int[] _counts = new int[bins];

    public int Count { get; private set; }

    /// <summary>A receiver's figure was in one bin and is in another; what lies outside is counted in the last on that side.</summary>
    /// <returns>The bin it is counted in.</returns>
    public int Move(int from, int to)
    {
        if (from != Nowhere)
        {
            _counts[from]--;
            Count--;
        }

        if (to == Nowhere)
            return Nowhere;
        int bin = Math.Clamp(to, 0, _counts.Length - 1);
        _counts[bin]++;
        Count++;
        return bin;
    }

    /// <summary>The lowest bin up to which that share of the receivers lies; 0 where there are none.</summary>
    public int At(Ratio share)
    {
        long wanted = Math.Max(1, (long)(((Int128)Count * share.Billionths + Ratio.One.Billionths - 1) / Ratio.One.Billionths));
        long seen = 0;
        for (int bin = 0; bin < _counts.Length; bin++)
        {
            seen += _counts[bin];
            if (seen >= wanted)
                return bin;
        }

        return 0;
    }

    /// <param name="value">Of a bin.</param>
    public Spread<T> Read<T>(Func<int, T> value)
        where T : struct
    {
        return Count == 0
            ? default
            : new(
                Count, value(At(Ratio.Zero)), value(At(Ratio.Percent(50))), value(At(Ratio.Percent(95))), value(At(Ratio.Percent(99))),
                value(At(Ratio.One)));
    }
}
