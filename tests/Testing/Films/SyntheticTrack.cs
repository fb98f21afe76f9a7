using Streaming.Formats.Media;
using Streaming.Primitives.Chance;

namespace Streaming.Testing.Films;

/// <summary>An index with the habits of a real film, from a seed; no film was ever coded for it.</summary>
public static class SyntheticTrack
{
    private const int StartCode = 4;

    /// <summary>H.264 in decode order, one NAL unit to a picture: large key pictures, smaller ones between, sizes that scatter.</summary>
    /// <param name="reordered">Every other picture is shown before the one decoded ahead of it, and no other needs it; decoding then
    /// begins one picture before zero.</param>
    /// <param name="keyWeight">How many times as large as the others a key picture is.</param>
    public static TrackIndex Video(
        ulong seed,
        BitRate rate,
        double seconds,
        int framesPerSecond = 25,
        int group = 50,
        int keyWeight = 8,
        bool reordered = false,
        int id = 1)
    {
        SeededRandom random = new(seed);
        int count = Math.Max(1, (int)(seconds * framesPerSecond));
        int frame = ClockRate.Video.Hertz / framesPerSecond;
        double mean = rate.BitsPerSecond / 8.0 / framesPerSecond * group / (group - 1 + keyWeight);
        MediaSample[] samples = new MediaSample[count];
        MediaUnit[] units = new MediaUnit[count];
        long offset = 0;
        for (int i = 0; i < count; i++)
        {
            int place = i % group;
            int size = StartCode + 2 + (int)(mean * (place == 0 ? keyWeight : 1) * (0.5 + random.NextDouble()));
            int later = !reordered ? 0 : place == 0 ? 1 : place % 2 == 1 && place < group - 1 ? 2 : place % 2 == 1 ? 1 : 0;
            long decode = ((long)i - (reordered ? 1 : 0)) * frame;
            SampleFlags flags = place == 0 ? SampleFlags.Key : reordered && later == 0 ? SampleFlags.Disposable : SampleFlags.None;
            samples[i] = new(offset, decode, later * frame, size, frame, i, 1, flags);
            units[i] = new(StartCode, size - StartCode, (ushort)(place == 0 ? 0x6588 : 0x419a));
            offset += size;
        }

        return new(Track(id, TrackKind.Video, Codec.H264, ClockRate.Video, rate), samples, units);
    }

    /// <summary>AAC at 48 kHz; one frame of priming lies before zero.</summary>
    public static TrackIndex Audio(ulong seed, BitRate rate, double seconds, int id = 2)
    {
        const int frame = 1_024;
        ClockRate clock = new(48_000);
        SeededRandom random = new(seed);
        int count = (int)(seconds * clock.Hertz / frame) + 2;
        double mean = rate.BitsPerSecond / 8.0 * frame / clock.Hertz;
        MediaSample[] samples = new MediaSample[count];
        long offset = 0;
        for (int i = 0; i < count; i++)
        {
            int size = 1 + (int)(mean * (0.5 + random.NextDouble()));
            SampleFlags flags = SampleFlags.Key | (i == 0 ? SampleFlags.Preroll : SampleFlags.None);
            samples[i] = new(offset, (i - 1L) * frame, 0, size, frame, 0, 0, flags);
            offset += size;
        }

        return new(Track(id, TrackKind.Audio, Codec.Aac, clock, rate), samples, []);
    }

    /// <summary>Subtitles of two seconds, one every four.</summary>
    public static TrackIndex Text(double seconds, int id = 3)
    {
        ClockRate clock = new(1_000);
        int count = Math.Max(1, (int)(seconds / 4));
        MediaSample[] samples = new MediaSample[count];
        MediaUnit[] units = new MediaUnit[count];
        for (int i = 0; i < count; i++)
        {
            samples[i] = new(i * 22, i * 4_000L, 0, 22, 2_000, i, 1, SampleFlags.Key);
            units[i] = new(2, 20, 0x4865);
        }

        return new(Track(id, TrackKind.Text, Codec.TimedText, clock, BitRate.Zero), samples, units);
    }

    /// <summary>Bytes for the samples: start codes and unit heads as the index says, the rest from the seed.</summary>
    public static byte[] Bytes(TrackIndex index, ulong seed)
    {
        MediaSample last = index.Samples[^1];
        byte[] bytes = new byte[last.Offset + last.Size];
        new SeededRandom(seed).Fill(bytes);
        foreach (ref readonly MediaSample sample in index.Samples)
        {
            if (index.Track.Codec != Codec.H264)
                continue;
            MediaUnit unit = index.UnitsOf(in sample)[0];
            new byte[] { 0, 0, 0, 1, (byte)(unit.Head >> 8), (byte)unit.Head }.CopyTo(bytes, (int)sample.Offset);
        }

        return bytes;
    }

    private static Track Track(int id, TrackKind kind, Codec codec, ClockRate clock, BitRate rate) =>
        new() { Id = id, Kind = kind, Codec = codec, Clock = clock, MeanRate = rate, SampleFile = $"{id}.samples" };
}
