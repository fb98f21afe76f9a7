namespace Streaming.Player.Playout;

/// <summary>Lip-sync as it is presented: where the sound is while a picture comes up. Positive where the sound is early.</summary>
/// <remarks>Told of what really happened: the instant a picture came up, and when a position of the sound left the loudspeaker.</remarks>
public sealed class SkewMeter
{
    /// <summary>One minute of windows.</summary>
    public const int MostWindows = 600;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    /// <summary>A quarter of a millisecond, up to a second either way: 8 001 classes, 32 kB. What is further off is counted at the
    /// end.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMicroseconds(250);

    private const int Reach = 4_000;

    /// <summary>The sound is told of every few milliseconds; what is older says nothing of now.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);

    private readonly int[] _classes = new int[(2 * Reach) + 1];
    private readonly Queue<float> _windows = new();
    private (MediaTime Position, Instant At, PlayRate Rate)? _sound;
    private long _window = long.MinValue;
    private double _sum;
    private int _count;

    /// <summary>The skew when the last picture came up; null before both were presented.</summary>
    public TimeSpan? Now { get; private set; }

    /// <summary>Pictures it was measured at.</summary>
    public long Count { get; private set; }

    /// <summary>Half of all are no greater.</summary>
    public TimeSpan Median => Step * (Rank(50, _classes) - Reach);

    /// <summary>What 99 in 100 do not exceed, in either direction.</summary>
    public TimeSpan Percentile99
    {
        get
        {
            int[] folded = new int[Reach + 1];
            for (int i = 0; i < _classes.Length; i++)
                folded[Math.Abs(i - Reach)] += _classes[i];
            return Step * Rank(99, folded);
        }
    }

    /// <summary>The mean of each window of 100 ms, the oldest first, at most 600; NaN where no picture came up. In milliseconds.</summary>
    public IReadOnlyList<float> Windows => [.. _windows];

    /// <summary>A picture came up.</summary>
    /// <param name="position">On the segment's axis.</param>
    public void PictureShown(MediaTime position, Instant at)
    {
        if (_sound is not { } sound || (at - sound.At).Duration() > Fresh)
            return;
        TimeSpan skew = (sound.Position + ((at - sound.At) * sound.Rate) - position) / sound.Rate;
        Now = skew;
        Count++;
        _classes[Math.Clamp((int)Math.Round(skew / Step), -Reach, Reach) + Reach]++;
        TurnTo(at.Ticks / Window.Ticks);
        _sum += skew.TotalMilliseconds;
        _count++;
    }

    /// <summary>At <paramref name="at"/> the sound of <paramref name="position"/> is heard, and goes on at <paramref
    /// name="rate"/>.</summary>
    public void SoundHeard(MediaTime position, Instant at, PlayRate rate) => _sound = (position, at, rate);

    /// <summary>The sound is silent, or something else plays: nothing is measured until it is heard again.</summary>
    public void Interrupted() => _sound = null;

    /// <summary>The smallest class up to which <paramref name="percent"/> of all lie; the middle of nothing.</summary>
    private int Rank(int percent, int[] classes)
    {
        long rank = ((Count * percent) + 99) / 100, seen = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            seen += classes[i];
            if (seen >= rank && seen > 0)
                return i;
        }

        return classes.Length > Reach + 1 ? Reach : 0;
    }

    private void TurnTo(long window)
    {
        if (_window != long.MinValue && window > _window)
        {
            Push(_count > 0 ? (float)(_sum / _count) : float.NaN);
            for (long missed = Math.Max(_window + 1, window - MostWindows); missed < window; missed++)
                Push(float.NaN);
        }

        if (window > _window)
            (_window, _sum, _count) = (window, 0, 0);
    }

    private void Push(float mean)
    {
        if (_windows.Count == MostWindows)
            _windows.Dequeue();
        _windows.Enqueue(mean);
    }
}
