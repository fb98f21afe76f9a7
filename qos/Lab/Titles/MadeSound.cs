using Streaming.Formats.Media;
using Streaming.Formats.Media.Bitstreams;
using Streaming.Lab.Scenarios;
using Streaming.Primitives.Chance;

namespace Streaming.Lab.Titles;

/// <summary>The sound of a made-up title, AAC at 48 kHz.</summary>
internal static class MadeSound
{
    private const int Hertz = 48_000, Frame = 1_024;

    /// <param name="number">Of its language: each has sizes of its own.</param>
    public static MadeTrack Of(TitleTerms.Generated terms, int id, int number)
    {
        SeededRandom random = new(terms.Seed + 1 + (ulong)number);
        MediaSample[] samples = new MediaSample[(int)(((terms.Duration.Ticks * Hertz) + (TimeSpan.TicksPerSecond * Frame) - 1)
            / (TimeSpan.TicksPerSecond * Frame))];
        long rate = terms.Sound!.Value.BitsPerSecond, before = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            // A frame is up to an eighth larger or smaller than the mean, and what it takes is not left for others.
            long mean = rate * Frame / (8 * Hertz), until = rate * Frame * (i + 1) / (8 * Hertz);
            int size = (int)Math.Clamp(until - before + (mean * (random.Next(251) - 125) / 1_000), 8, MadeFilm.MostSample);
            before += size;
            samples[i] = new(MadeFilm.AddressOf(MadeKind.Sound, i), (long)i * Frame, 0, size, Frame, 0, 0, SampleFlags.Key);
        }

        Track track = new()
        {
            Id = id,
            Kind = TrackKind.Audio,
            Codec = Codec.Aac,
            Clock = new(Hertz),
            Language = terms.Languages[number],
            IsDefault = number == 0,
            Channels = 2,
            SampleRate = Hertz,
            Configuration = AudioSpecificConfig.Write(AudioSpecificConfig.LowComplexity, AudioSpecificConfig.FrequencyIndex(Hertz), 2),
        };
        return new(track, samples, [], new MadeFilm([]));
    }
}
