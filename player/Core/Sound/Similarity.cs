using System.Numerics;

namespace Streaming.Player.Sound;

/// <summary>Finds where in the store sound has the same shape as at a given place: first in steps of four frames on a smoothed copy, then
/// frame by frame around the best.</summary>
internal sealed class Similarity
{
    private const int Step = 4;

    private readonly int _channels;
    private readonly int _window;
    private readonly int _reach;
    private readonly float[] _shape;
    private readonly float[] _around;

    /// <param name="window">Frames that are compared.</param>
    /// <param name="reach">The most frames between the nearest and the furthest place.</param>
    public Similarity(int channels, int window, int reach)
    {
        (_channels, _window, _reach) = (channels, window, reach);
        _shape = new float[window / Step * channels];
        _around = new float[((window + reach) / Step * channels) + channels];
    }

    /// <summary>The best lag between the two, both included, all of whose frames are held.</summary>
    /// <param name="bias">What is added to the likeness of a candidate at <paramref name="far"/>, and proportionally less for nearer ones:
    /// of many that match alike, the longest makes for the fewest splices.</param>
    /// <returns>The lag, and how alike: 1 is the same shape, 0 nothing in common.</returns>
    public (int Lag, float Likeness) Best(SampleStore store, long place, int near, int far, float bias)
    {
        int low = Math.Min(near, far), high = Math.Max(near, far);
        Invariant.That(high - low <= _reach, "the search has the reach it was made for");
        int steps = (high - low) / Step;
        Smooth(store.Frames(place, _window), _shape);
        Smooth(store.Frames(place + low, _window + (steps * Step)), _around);
        int length = _shape.Length, best = low;
        float most = float.MinValue, slope = far == near ? 0 : bias / (far - near);
        for (int i = 0; i <= steps; i++)
        {
            int lag = low + (i * Step);
            float likeness = Likeness(_shape, _around.AsSpan(i * _channels, length)) + ((lag - near) * slope);
            if (likeness > most)
                (best, most) = (lag, likeness);
        }

        return Refine(store, place, Math.Max(low, best - Step), Math.Min(high, best + Step));
    }

    /// <summary>The normalised correlation of two pieces. Two silences are alike.</summary>
    public static float Likeness(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        const float silent = 1e-9f;
        Vector<float> dot = Vector<float>.Zero, first = Vector<float>.Zero, second = Vector<float>.Zero;
        int i = 0;
        for (; i <= one.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> a = new(one[i..]), b = new(other[i..]);
            dot += a * b;
            first += a * a;
            second += b * b;
        }

        float product = Vector.Sum(dot), oneEnergy = Vector.Sum(first), otherEnergy = Vector.Sum(second);
        for (; i < one.Length; i++)
        {
            product += one[i] * other[i];
            oneEnergy += one[i] * one[i];
            otherEnergy += other[i] * other[i];
        }

        float floor = silent * one.Length;
        if (oneEnergy < floor || otherEnergy < floor)
            return oneEnergy < floor && otherEnergy < floor ? 1 : 0;
        return product / MathF.Sqrt(oneEnergy * otherEnergy);
    }

    private (int Lag, float Likeness) Refine(SampleStore store, long place, int low, int high)
    {
        ReadOnlySpan<float> shape = store.Frames(place, _window);
        (int Lag, float Likeness) best = (low, float.MinValue);
        for (int lag = low; lag <= high; lag++)
        {
            float likeness = Likeness(shape, store.Frames(place + lag, _window));
            if (likeness > best.Likeness)
                best = (lag, likeness);
        }

        return best;
    }

    /// <summary>The mean of every four frames.</summary>
    private void Smooth(ReadOnlySpan<float> frames, Span<float> output)
    {
        int count = frames.Length / _channels / Step;
        for (int i = 0; i < count; i++)
        {
            for (int channel = 0; channel < _channels; channel++)
            {
                int at = (i * Step * _channels) + channel;
                output[(i * _channels) + channel] =
                    0.25f * (frames[at] + frames[at + _channels] + frames[at + (2 * _channels)] + frames[at + (3 * _channels)]);
            }
        }
    }
}
