namespace Streaming.Player.Sound;

/// <summary>Ways from one sound to another without a click.</summary>
internal static class Fades
{
    /// <summary>From 0 to 1 without a corner at either end.</summary>
    /// <param name="at">0 … 1.</param>
    public static float Rise(float at) => 0.5f - (0.5f * MathF.Cos(MathF.PI * at));

    public static void In(Span<float> samples, int channels)
    {
        float length = samples.Length / channels;
        for (int i = 0; i < samples.Length; i++)
            samples[i] *= Rise(((i / channels) + 0.5f) / length);
    }

    public static void Out(Span<float> samples, int channels)
    {
        float length = samples.Length / channels;
        for (int i = 0; i < samples.Length; i++)
            samples[i] *= 1 - Rise(((i / channels) + 0.5f) / length);
    }

    /// <summary>Turns what is there into the other, as far as it goes.</summary>
    public static void Cross(Span<float> samples, ReadOnlySpan<float> other, int channels)
    {
        float length = samples.Length / channels;
        for (int i = 0; i < samples.Length; i++)
            samples[i] += (other[i] - samples[i]) * Rise(((i / channels) + 0.5f) / length);
    }

    /// <summary>How loud a mix of two sounds must be made for it to be as loud as they are.</summary>
    /// <param name="weight">Of the second; the first has the rest.</param>
    /// <param name="likeness">1 where they are the same, 0 where they have nothing in common.</param>
    public static float Level(float weight, float likeness)
    {
        float rest = 1 - weight;
        return 1 / MathF.Sqrt((rest * rest) + (weight * weight) + (2 * rest * weight * likeness));
    }
}
