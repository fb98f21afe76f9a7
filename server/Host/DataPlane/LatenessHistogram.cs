using System.Numerics;

namespace Streaming.Server.Host.DataPlane;

/// <summary>How late packets left, in buckets that grow by a fifth: 1 µs to 65 ms in 66 counters.</summary>
/// <remarks>One thread counts, any may read: a reader may see a packet counted a moment early, never a torn value.</remarks>
internal sealed class LatenessHistogram
{
    private const int StepsPerOctave = 4;
    private const int Octaves = 16;

    // Bucket 0 holds everything up to 1 µs; the last everything beyond 65 ms.
    private readonly uint[] _counts = new uint[(Octaves * StepsPerOctave) + 2];
    private long _worst;

    public TimeSpan Worst => new(Volatile.Read(ref _worst));

    public void Add(TimeSpan late, int packets)
    {
        long ticks = Math.Max(0, late.Ticks);
        _counts[BucketOf(ticks)] += (uint)packets;
        if (ticks > _worst)
            Volatile.Write(ref _worst, ticks);
    }

    public void Reset()
    {
        Array.Clear(_counts);
        Volatile.Write(ref _worst, 0);
    }

    /// <summary>Adds this one's counts, for a total over many.</summary>
    public void AddTo(Span<long> totals)
    {
        for (int i = 0; i < _counts.Length; i++)
            totals[i] += _counts[i];
    }

    public static int Buckets => (Octaves * StepsPerOctave) + 2;

    /// <summary>The upper edge of the bucket that holds the <paramref name="share"/> quantile.</summary>
    public static TimeSpan Quantile(ReadOnlySpan<long> totals, double share)
    {
        long all = 0;
        foreach (long count in totals)
            all += count;
        long rank = (long)Math.Ceiling(all * share);
        for (int i = 0; i < totals.Length; i++)
        {
            rank -= totals[i];
            if (rank <= 0)
                return TimeSpan.FromTicks(UpperEdge(i));
        }

        return TimeSpan.Zero;
    }

    private static int BucketOf(long ticks)
    {
        // In tenths of microseconds a value of 10 … 19 is the first octave, cut in four equal steps.
        ulong scaled = (ulong)ticks / 10;
        if (scaled == 0)
            return 0;
        int octave = BitOperations.Log2(scaled);
        if (octave >= Octaves)
            return (Octaves * StepsPerOctave) + 1;
        ulong within = ((ulong)ticks * StepsPerOctave / 10 >> octave) - StepsPerOctave;
        return 1 + (octave * StepsPerOctave) + (int)Math.Min(within, StepsPerOctave - 1);
    }

    private static long UpperEdge(int bucket)
    {
        if (bucket == 0)
            return 10;
        (int octave, int step) = Math.DivRem(bucket - 1, StepsPerOctave);
        return 10L * (StepsPerOctave + step + 1) * (1L << octave) / StepsPerOctave;
    }
}
