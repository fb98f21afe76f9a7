using Streaming.Player.Playout;
using Streaming.Player.Sound;

namespace Streaming.Benchmarks.Sound;

/// <summary>What a frame of stereo sound costs between decoder and device, beside copying and mixing the same frames.</summary>
internal static class SoundBench
{
    private const int Rate = 48_000, Channels = 2, Call = 512;
    private const int Seconds = 20;

    private static readonly float[] Film = Voice();

    public static Table Run()
    {
        Table table = new($"sound: one stereo stream of {Rate:N0} Hz, calls of {Call} frames, {Seconds} s a round");
        double bare = Stopwatches.Median(Copy) * 1e6 / (Seconds * Rate);
        table.Add("copying and mixing alone", bare, "ns/frame");
        Add(table, bare, "at normal pace", 1, 0);
        Add(table, bare, "resampled by 800 ppm", 1, 800);
        Add(table, bare, "stretched to 1.05", 1.05, 0);
        Add(table, bare, "stretched to 2", 2, 0);
        Add(table, bare, "stretched to 0.5", 0.5, 0);
        double resampler = Stopwatches.Median(Resample) * 1e6 / (Seconds * Rate);
        table.Add("the resampler alone", resampler, "ns/frame");
        return table;
    }

    private static void Add(Table table, double bare, string name, double pace, int skew)
    {
        double cost = Stopwatches.Median(() => Play(pace, skew)) * 1e6 / (Seconds * Rate);
        table.Add(name, cost, "ns/frame");
        table.Add($"{name}, against copying", cost / bare, "×");
        table.Add($"{name}, of one core", cost * Rate / 1e7, "%");
    }

    private static void Play(double pace, int skew)
    {
        PlayoutClock clock = new();
        SoundPath path = new(clock, Rate, Channels);
        clock.Begin(1, MediaTime.Zero);
        path.Begin(new(1, MediaTime.Zero, null, 1, PlayRate.Normal, GoesOn: false));
        clock.Start(MediaTime.Zero, new(0));
        clock.Steer(new((int)(pace * 1e6)), skew, new(0));
        float[] output = new float[Call * Channels];
        long decoded = 0;
        for (long played = 0; played < Seconds * Rate; played += Call)
        {
            for (; path.HasRoom; decoded += Call)
            {
                int at = (int)(decoded % Rate) * Channels;
                path.Offer(new(decoded * TimeSpan.TicksPerSecond / Rate), Film.AsSpan(at, Call * Channels), 1);
            }

            path.Fill(output, new(played * TimeSpan.TicksPerSecond / Rate));
        }
    }

    private static void Copy()
    {
        float[] held = new float[Call * Channels], output = new float[Call * Channels];
        for (long played = 0; played < Seconds * Rate; played += Call)
        {
            Film.AsSpan((int)(played % Rate) * Channels, Call * Channels).CopyTo(held);
            for (int i = 0; i < output.Length; i++)
                output[i] = held[i] * 0.9f;
        }
    }

    private static void Resample()
    {
        const double ratio = 1.0002;
        Resampler resampler = new(Channels);
        float[] output = new float[64 * Channels];
        for (int played = 0; played < Seconds * Rate; played += 64)
        {
            resampler.Push(Film.AsSpan(0, resampler.Needed(64, ratio, ratio) * Channels));
            resampler.Pull(output, ratio, ratio);
        }
    }

    /// <summary>A second of ten harmonics, and one call more, so that every piece of it lies in one piece.</summary>
    private static float[] Voice()
    {
        float[] film = new float[(Rate + Call) * Channels];
        for (int i = 0; i < film.Length; i++)
        {
            for (int harmonic = 1; harmonic <= 10; harmonic++)
                film[i] += (float)(0.3 / (harmonic + 1) * Math.Sin(2 * Math.PI * 150 * harmonic * (i / Channels) / Rate));
        }

        return film;
    }
}
