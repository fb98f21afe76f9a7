using System.Numerics;

namespace Streaming.Player.Monitoring;

/// <summary>Counts values in classes whose width grows with them, so that a quantile of any number of them is known within 1/16 of
/// itself.</summary>
/// <remarks>4 kB whatever the length of the film: the windows of two hours, kept one by one, would be 9 MB a viewer.</remarks>
internal sealed class Quantiles
{
    private const int Steps = 16;
    private readonly int[] _counts = new int[64 * Steps];

    public long Count { get; private set; }

    public long Largest { get; private set; }

    /// <param name="value">Not negative.</param>
    public void Add(long value)
    {
        Invariant.That(value >= 0, "quantiles are of what cannot be negative");
        _counts[ClassOf(value)]++;
        Count++;
        Largest = Math.Max(Largest, value);
    }

    /// <summary>The upper end of the class that holds the value which that many in a hundred do not exceed; zero of nothing.</summary>
    public long Percentile(int percent)
    {
        long rank = ((Count * percent) + 99) / 100, seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank && seen > 0)
                return Math.Min(Largest, UpperEnd(i));
        }

        return 0;
    }

    /// <summary>Values below 16 have a class each; beyond, every doubling has sixteen.</summary>
    private static int ClassOf(long value)
    {
        if (value < Steps)
            return (int)value;
        int shift = BitOperations.Log2((ulong)value) - 4;
        return (shift * Steps) + (int)(value >> shift);
    }

    private static long UpperEnd(int index)
    {
        if (index < Steps)
            return index;
        int shift = (index / Steps) - 1;
        return ((long)((index % Steps) + Steps + 1) << shift) - 1;
    }
}
