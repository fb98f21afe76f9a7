namespace Streaming.Player.Tests.Sound;

/// <summary>Sounds to play, by the number of the frame, and what can be measured of them.</summary>
internal static class Signal
{
    public static Func<long, float> Tone(double hertz, double level = 0.5, int rate = 48_000) =>
        frame => (float)(level * Math.Sin(2 * Math.PI * hertz * frame / rate));

    /// <summary>A period with ten harmonics, as a voice has.</summary>
    public static Func<long, float> Voice(double hertz) => frame =>
    {
        double sum = 0;
        for (int harmonic = 1; harmonic <= 10; harmonic++)
            sum += Math.Sin(2 * Math.PI * hertz * harmonic * frame / 48_000) / (harmonic + 1);
        return (float)(0.3 * sum);
    };

    /// <summary>A beep of 40 ms in every second, at its beginning, and silence between.</summary>
    public static float Beeps(long frame) =>
        frame >= 0 && frame % 48_000 < 1_920 ? (float)(0.5 * Math.Cos(2 * Math.PI * 1_000 * frame / 48_000)) : 0;

    /// <summary>The frequency, by the times at which the signal rises through zero.</summary>
    public static double Pitch(ReadOnlySpan<float> samples, int rate = 48_000)
    {
        double first = double.NaN, last = 0;
        int count = 0;
        for (int i = 1; i < samples.Length; i++)
        {
            if (samples[i - 1] >= 0 || samples[i] < 0)
                continue;
            last = i - (samples[i] / (samples[i] - samples[i - 1]));
            first = count++ == 0 ? last : first;
        }

        return (count - 1) / (last - first) * rate;
    }

    /// <summary>The largest second difference: a click is a corner, and a tone has none.</summary>
    public static double Corner(ReadOnlySpan<float> samples)
    {
        double most = 0;
        for (int i = 2; i < samples.Length; i++)
            most = Math.Max(most, Math.Abs(samples[i] - (2 * samples[i - 1]) + samples[i - 2]));
        return most;
    }

    public static double Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
            sum += sample * (double)sample;
        return Math.Sqrt(sum / samples.Length);
    }

    /// <summary>The tone of that frequency that is nearest to the signal, and the rest.</summary>
    /// <returns>Its amplitude, and the root mean square of what is left without it.</returns>
    public static (double Level, double Noise) Fit(ReadOnlySpan<float> samples, double cyclesPerSample)
    {
        double ss = 0, cc = 0, sc = 0, ys = 0, yc = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            (double s, double c) = Math.SinCos(2 * Math.PI * cyclesPerSample * i);
            (ss, cc, sc, ys, yc) = (ss + (s * s), cc + (c * c), sc + (s * c), ys + (samples[i] * s), yc + (samples[i] * c));
        }

        double determinant = (ss * cc) - (sc * sc);
        double a = ((ys * cc) - (yc * sc)) / determinant, b = ((yc * ss) - (ys * sc)) / determinant, rest = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            (double s, double c) = Math.SinCos(2 * Math.PI * cyclesPerSample * i);
            rest += Math.Pow(samples[i] - (a * s) - (b * c), 2);
        }

        return (Math.Sqrt((a * a) + (b * b)), Math.Sqrt(rest / samples.Length));
    }
}
