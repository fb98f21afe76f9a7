using System.Numerics;

namespace Streaming.Player.Sound;

/// <summary>Gives sound another rate: a windowed sinc of 64 taps, evaluated anywhere; the ratio may change all the time.</summary>
/// <remarks>
/// <see cref="Needed"/> says how much to <see cref="Push"/> before a <see cref="Pull"/>. For ratios up to 1.005 (and below: raising the
/// rate): flat within ± 0.01 dB up to 0.415 of the incoming rate (19.9 kHz of 48), images and aliases below −80 dB from half the rate on.
/// Greater ratios alias. 256 phases with straight lines between them leave −88 dB of noise under the loudest tone. Looks 32 frames ahead.
/// </remarks>
public sealed class Resampler
{
    /// <summary>Taps behind the one that is heard.</summary>
    public const int Behind = (Taps / 2) - 1;

    /// <summary>The most frames that may wait inside.</summary>
    public const int Most = 1_024;

    private const int Taps = 64;
    private const int Phases = 256;

    // Kaiser's β for 80 dB; half amplitude lies in the middle of the band from 0.417 to 0.5 of the rate.
    private const double Beta = 7.857;
    private const double Cutoff = 0.4585;

    private static readonly float[] Kernel = Design();

    private readonly int _channels;
    private readonly float[] _samples;
    private readonly float[] _taps = new float[Taps];
    private int _held;
    private double _at;

    public Resampler(int channels)
    {
        Invariant.That(channels > 0, "there is something to resample");
        _channels = channels;
        _samples = new float[channels * Most];
    }

    /// <summary>From the place that the next output is taken from to the end of what was pushed, in incoming frames.</summary>
    public double Pending => _held - _at - Behind;

    /// <summary>Forgets everything. The first frame that is pushed then lies <see cref="Behind"/> and a fraction before the first
    /// output.</summary>
    /// <param name="fraction">0 up to 1.</param>
    public void Reset(double fraction = 0)
    {
        Invariant.That(fraction is >= 0 and < 1, "a fraction of a frame");
        _held = 0;
        _at = fraction;
    }

    /// <summary>Frames that must still be pushed for that many outputs.</summary>
    public int Needed(int outputs, double from, double to) =>
        outputs == 0 ? 0 : Math.Max(0, (int)Place(outputs - 1, outputs, from, to) + Taps - _held);

    /// <param name="frames">Interleaved.</param>
    public void Push(ReadOnlySpan<float> frames)
    {
        int count = frames.Length / _channels;
        Invariant.That(_held + count <= Most, "no more waits than fits");
        for (int channel = 0; channel < _channels; channel++)
        {
            Span<float> plane = _samples.AsSpan((channel * Most) + _held, count);
            for (int i = 0; i < plane.Length; i++)
                plane[i] = frames[(i * _channels) + channel];
        }

        _held += count;
    }

    /// <summary>Fills the output, interleaved, while the ratio goes evenly from one to the other.</summary>
    /// <param name="from">Incoming frames for one outgoing.</param>
    public void Pull(Span<float> output, double from, double to)
    {
        int count = output.Length / _channels;
        Invariant.That(Needed(count, from, to) == 0, "what is needed was pushed");
        for (int i = 0; i < count; i++)
        {
            double place = Place(i, count, from, to);
            int first = (int)place;
            Mix((place - first) * Phases);
            for (int channel = 0; channel < _channels; channel++)
                output[(i * _channels) + channel] = Dot(_samples.AsSpan((channel * Most) + first, Taps));
        }

        Drop(Place(count, count, from, to));
    }

    /// <summary>In closed form, so that asking what is needed and taking it agree to the last bit.</summary>
    private double Place(int i, int count, double from, double to) => _at + (from * i) + ((to - from) * i * (i + 1) / (2.0 * count));

    private void Drop(double place)
    {
        int gone = Math.Min((int)place, _held);
        for (int channel = 0; channel < _channels; channel++)
            _samples.AsSpan((channel * Most) + gone, _held - gone).CopyTo(_samples.AsSpan(channel * Most));
        _held -= gone;
        _at = place - gone;
    }

    private void Mix(double phase)
    {
        int row = (int)phase;
        Vector<float> weight = new((float)(phase - row));
        ReadOnlySpan<float> low = Kernel.AsSpan(row * Taps, Taps), high = Kernel.AsSpan((row + 1) * Taps, Taps);
        for (int i = 0; i < Taps; i += Vector<float>.Count)
        {
            Vector<float> start = new(low[i..]);
            (start + ((new Vector<float>(high[i..]) - start) * weight)).CopyTo(_taps, i);
        }
    }

    private float Dot(ReadOnlySpan<float> samples)
    {
        Vector<float> sum = Vector<float>.Zero;
        for (int i = 0; i < Taps; i += Vector<float>.Count)
            sum += new Vector<float>(samples[i..]) * new Vector<float>(_taps, i);
        return Vector.Sum(sum);
    }

    /// <summary>One row for each phase and one more, so that the last has a neighbour. Each row's sum is 1: silence between samples of a
    /// constant would be a tone.</summary>
    private static float[] Design()
    {
        float[] kernel = new float[(Phases + 1) * Taps];
        double[] row = new double[Taps];
        for (int phase = 0; phase <= Phases; phase++)
        {
            double sum = 0;
            for (int tap = 0; tap < Taps; tap++)
                sum += row[tap] = Tap(tap - Behind - (phase / (double)Phases));
            for (int tap = 0; tap < Taps; tap++)
                kernel[(phase * Taps) + tap] = (float)(row[tap] / sum);
        }

        return kernel;
    }

    private static double Tap(double x)
    {
        const double half = Taps / 2.0;
        double angle = 2 * Math.PI * Cutoff * x;
        double sinc = Math.Abs(x) < 1e-12 ? 1 : Math.Sin(angle) / angle;
        double edge = x / half;
        return Math.Abs(edge) >= 1 ? 0 : sinc * Bessel(Beta * Math.Sqrt(1 - (edge * edge))) / Bessel(Beta);
    }

    /// <summary>The modified Bessel function of the first kind, of order zero, by its series.</summary>
    private static double Bessel(double x)
    {
        double sum = 1, term = 1;
        for (int k = 1; term > sum * 1e-16; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
