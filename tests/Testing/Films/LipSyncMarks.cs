namespace Streaming.Testing.Films;

/// <summary>Finds the sample film's flashes and beeps in what was really presented, and how far they are apart.</summary>
/// <remarks>
/// Fed with what went to the screen and to the sound device, and when: nothing here knows positions or clocks of a player. A flash is the
/// step from a dark field in the middle of the picture to a white one, a beep the first sample of sound behind a silence.
/// </remarks>
public sealed class LipSyncMarks
{
    private const int White = 205, NotWhite = 180;
    private const float Audible = 0.05f;

    /// <summary>Beeps are 80 ms long and 920 ms apart.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    /// <summary>A mark without a partner so near has none: it was skipped, or cut by a seek.</summary>
    private static readonly TimeSpan Nearest = TimeSpan.FromMilliseconds(400);

    private readonly List<Instant> _flashes = [];
    private readonly List<Instant> _beeps = [];
    private bool _isWhite = true;
    private Instant _heard = new(long.MinValue / 2);

    public IReadOnlyList<Instant> Flashes => _flashes;

    public IReadOnlyList<Instant> Beeps => _beeps;

    /// <summary>A picture appears on the screen.</summary>
    /// <param name="luma">All lines of its Y plane.</param>
    public void Picture(ReadOnlySpan<byte> luma, int width, int height, int stride, Instant shown)
    {
        long sum = 0;
        int count = 0;
        for (int y = height * 9 / 20; y < height * 17 / 20; y += 4)
        {
            for (int x = width * 6 / 20; x < width * 14 / 20; x += 4, count++)
                sum += luma[(y * stride) + x];
        }

        Picture((int)(sum / Math.Max(1, count)), shown);
    }

    /// <param name="luma">Mean of the field in the middle, 0 … 255.</param>
    public void Picture(int luma, Instant shown)
    {
        if (!_isWhite && luma >= White)
            _flashes.Add(shown);
        _isWhite = luma >= White || (_isWhite && luma > NotWhite);
    }

    /// <summary>A picture appears that is not in its time: what begins with it is no mark.</summary>
    public void Skip() => _isWhite = true;

    /// <summary>Sound that is heard from <paramref name="heard"/> on.</summary>
    /// <param name="samples">Interleaved.</param>
    /// <param name="rate">Of the device that plays them, by the clock of <paramref name="heard"/>: 48 000.0048 where that differs.</param>
    public void Sound(ReadOnlySpan<float> samples, int channels, double rate, Instant heard)
    {
        for (int i = 0; i < samples.Length; i += channels)
        {
            if (Math.Abs(samples[i]) < Audible)
                continue;
            Instant at = heard + TimeSpan.FromTicks((long)(i / channels / rate * TimeSpan.TicksPerSecond));
            if (at - _heard > Silence)
                _beeps.Add(at);
            _heard = at;
        }
    }

    /// <summary>For each flash that has a beep: how much earlier the sound was, negative where it was late.</summary>
    public IReadOnlyList<TimeSpan> Skews()
    {
        List<TimeSpan> skews = [];
        foreach (Instant flash in _flashes)
        {
            TimeSpan? best = null;
            foreach (Instant beep in _beeps)
            {
                if ((flash - beep).Duration() < (best?.Duration() ?? Nearest))
                    best = flash - beep;
            }

            if (best is { } skew)
                skews.Add(skew);
        }

        return skews;
    }

    /// <summary>The smallest skew, by size, that at least a share of all marks does not exceed.</summary>
    public static TimeSpan Quantile(IReadOnlyList<TimeSpan> skews, double share)
    {
        TimeSpan[] sorted = [.. skews.Select(skew => skew.Duration()).Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling((sorted.Length * share) - 1e-9) - 1)];
    }

    public static TimeSpan Median(IReadOnlyList<TimeSpan> skews)
    {
        TimeSpan[] sorted = [.. skews.Order()];
        return sorted[sorted.Length / 2];
    }
}
