using Streaming.Formats.Media;

namespace Streaming.Testing.Titles;

/// <summary>Titles made of nothing but an index: ten seconds, a key picture every second, sound in pieces of 20 ms.</summary>
public static class TestTitles
{
    public const int SampleSize = 400;

    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private static readonly byte[] ParameterSets = Hex.Bytes("00000001 6742c01e d900a047fe88 00000001 68ce3880");

    public static Track Video(int id, string rendition = "source", bool isDefault = true) => new()
    {
        Id = id,
        Kind = TrackKind.Video,
        Codec = Codec.H264,
        Clock = ClockRate.Video,
        Rendition = rendition,
        IsDefault = isDefault,
        Width = 640,
        Height = 480,
        FrameRate = 25,
        Configuration = ParameterSets,
        MeanRate = BitRate.Kbps(80),
        PeakRate = BitRate.Kbps(100),
    };

    public static Track Audio(int id, string language = "en", int channels = 2, bool isDefault = false, string label = "") => new()
    {
        Id = id,
        Kind = TrackKind.Audio,
        Codec = Codec.Opus,
        Clock = new(48_000),
        Language = language,
        Label = label,
        IsDefault = isDefault,
        Channels = channels,
        SampleRate = 48_000,
        MeanRate = BitRate.Kbps(160),
        PeakRate = BitRate.Kbps(160),
    };

    public static Track Text(int id, string language) => new()
    {
        Id = id,
        Kind = TrackKind.Text,
        Codec = Codec.TimedText,
        Clock = new(1_000),
        Language = language,
        MeanRate = new(200),
        PeakRate = new(400),
    };

    public static Track Slides(int id) => new()
    {
        Id = id,
        Kind = TrackKind.Slides,
        Codec = Codec.Jpeg,
        Clock = ClockRate.Video,
        Width = 1_280,
        Height = 720,
        MeanRate = BitRate.Kbps(50),
        PeakRate = BitRate.Kbps(50),
    };

    /// <summary>Picture in three renditions, English and German sound, two languages of text, slides.</summary>
    public static MediaIndex Film { get; } = Of(
        "film",
        Video(1),
        Video(2, "480p", isDefault: false),
        Video(3, "240p", isDefault: false),
        Audio(4, isDefault: true),
        Audio(5, "de"),
        Text(6, "en"),
        Text(7, "vi"),
        Slides(8));

    public static MediaIndex Song { get; } = Of("song", Audio(1));

    public static MediaIndex Of(string id, params Track[] tracks)
    {
        Title title = new() { Id = id, Name = $"The {id}", Duration = Length, Tracks = tracks };
        return new(title, [.. tracks.Select(Index)]);
    }

    private static TrackIndex Index(Track track)
    {
        int perSecond = track.Kind switch { TrackKind.Video => 25, TrackKind.Audio => 50, _ => 1 };
        int length = track.Clock.Hertz / perSecond;
        MediaSample[] samples = new MediaSample[(int)Length.TotalSeconds * perSecond];
        List<MediaUnit> units = [];
        for (int i = 0; i < samples.Length; i++)
        {
            bool isKey = track.Kind != TrackKind.Video || i % perSecond == 0;
            int first = units.Count;
            if (track.Kind == TrackKind.Video)
                units.Add(new(4, SampleSize - 4, isKey ? (ushort)0x6588 : (ushort)0x4188));
            ushort count = (ushort)(units.Count - first);
            SampleFlags flags = isKey ? SampleFlags.Key : SampleFlags.None;
            samples[i] = new((long)i * SampleSize, (long)i * length, 0, SampleSize, length, first, count, flags);
        }

        return new(track, samples, [.. units]);
    }
}
