using System.Buffers;
using Streaming.Formats.Media;

namespace Streaming.Codecs.Tests.Media;

/// <summary>Indexes made by hand, and their files.</summary>
internal static class IndexSamples
{
    public static MediaIndex Small()
    {
        Track video = new()
        {
            Id = 1, Kind = TrackKind.Video, Codec = Codec.H264, Clock = ClockRate.Video, Rendition = "source", IsDefault = true,
            Width = 640, Height = 360, FrameRate = 25, Configuration = [0, 0, 0, 1, 0x67], MeanRate = BitRate.Kbps(900),
            PeakRate = BitRate.Mbps(2), SampleFile = "track-1.samples", SampleFileSize = 600,
        };
        Track audio = new()
        {
            Id = 2, Kind = TrackKind.Audio, Codec = Codec.Aac, Clock = new(48_000), Language = "de", Label = "Kommentar \"laut\"",
            Channels = 2, SampleRate = 48_000, SampleFile = "track-2.samples", SampleFileSize = 90,
        };
        TrackIndex pictures = new(
            video,
            [
                new(0, -3_600, 7_200, 100, 3_600, 0, 2, SampleFlags.Key | SampleFlags.Preroll),
                new(100, 0, 3_600, 200, 3_600, 2, 1, SampleFlags.Disposable),
                new(300, 3_600, 0, 300, 3_600, 3, 0, SampleFlags.None),
            ],
            [new(4, 46, 0x6742), new(54, 46, 0x65B8), new(4, 196, 0x019E)],
            Traffic);
        TrackIndex sound = new(
            audio,
            [
                new(0, -1_024, 0, 40, 1_024, 0, 0, SampleFlags.Key | SampleFlags.Preroll),
                new(40, 0, 0, 50, 1_024, 0, 0, SampleFlags.Key),
            ],
            []);
        Title title = new()
        {
            Id = "kleiner-film", Name = "Kleiner Film – Ä", Duration = TimeSpan.FromMilliseconds(1_234), Tracks = [video, audio],
            Chapters = [new("Anfang", MediaTime.Zero, MediaTime.FromSeconds(1))], Cover = "cover.jpg", Source = "/filme/Kleiner Film.mp4",
            Fingerprint = "/filme/Kleiner Film.mp4 1234",
        };
        return new MediaIndex(title, [pictures, sound]);
    }

    /// <summary>What the three pictures of <see cref="Small"/> might ask of a network.</summary>
    public static TrackTraffic Traffic => new()
    {
        Envelope = [new(BitRate.Kbps(60), new(700)), new(BitRate.Kbps(90), new(360))],
        BytesBefore = [ByteCount.Zero, new(160), new(420), new(780)],
        Plans = [Plan(1, new(0, 0), new(400_000, 1), new(500_000, 1), new(10_800_000, 3)), Plan(2, new(0, 0), new(20_800_000, 3))],
        PeakRate = BitRate.Kbps(72),
        SmallestPacket = new(160),
        LargestPacket = new(360),
    };

    public static SendingPlan Plan(int seconds, params PlanVertex[] vertices) => new()
    {
        Buffer = TimeSpan.FromSeconds(seconds), Rate = BitRate.Kbps(6), Depth = new(500), Memory = new(780), Vertices = vertices,
    };

    /// <summary>Two hours: 25 pictures of three units a second, two sound tracks at 46.9 frames a second: 854 000 samples.</summary>
    public static MediaIndex TwoHours(int soundTracks)
    {
        List<TrackIndex> tracks = [Regular(1, TrackKind.Video, Codec.H264, ClockRate.Video, 172_800, 3_750, 3)];
        for (int i = 0; i < soundTracks; i++)
            tracks.Add(Regular(2 + i, TrackKind.Audio, Codec.Aac, new(48_000), 337_500, 1_024, 0));
        Title title = new()
        {
            Id = "two-hours", Name = "Two hours", Duration = TimeSpan.FromHours(2), Tracks = [.. tracks.Select(track => track.Track)],
        };
        return new MediaIndex(title, tracks);
    }

    public static byte[] File(MediaIndex index)
    {
        ArrayBufferWriter<byte> bytes = new();
        MediaIndexFile.Write(index, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static TrackIndex Regular(int id, TrackKind kind, Codec codec, ClockRate clock, int count, int duration, ushort units)
    {
        const int size = 3_000;
        MediaSample[] samples = new MediaSample[count];
        MediaUnit[] parts = new MediaUnit[count * units];
        for (int i = 0; i < count; i++)
        {
            samples[i] = new(i * (long)size, i * (long)duration, 0, size, duration, i * units, units, SampleFlags.Key);
            for (int unit = 0; unit < units; unit++)
                parts[(i * units) + unit] = new(unit * 1_000, 1_000, 0x6742);
        }

        Track track = new()
        {
            Id = id, Kind = kind, Codec = codec, Clock = clock, SampleFile = $"track-{id}.samples", SampleFileSize = count * (long)size,
        };
        return new TrackIndex(track, samples, parts);
    }
}
