using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window;
using Streaming.Player.Desktop.Window.Library;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Tests.Window;

/// <summary>Players, libraries and moments to draw and to press keys at.</summary>
internal static class Views
{
    public static readonly PlayerView Film = new()
    {
        Phase = PlayerPhase.Playing,
        Address = "rtsp://server:8554/tears",
        Name = "Tears of Steel",
        Position = MediaTime.FromSeconds(252),
        Duration = TimeSpan.FromSeconds(734),
        BufferedTo = MediaTime.FromSeconds(300),
        Volume = 0.8,
        Audio = [new("de", "Deutsch", true, false), new("en", "English", false, false)],
        Text = [new("de", "Deutsch", true, false), new("en", "English", false, true)],
    };

    public static readonly StatisticsView Statistics = new()
    {
        Contract = "controlled load, 1.337 Mb/s, 14.2 kB bucket, 480p (generation 2)",
        Verdict = "kept",
        Streams = ["H264 854x480 25/s over UDP", "AAC 48 kHz stereo, de", "text de, en"],
        Network = TimeSpan.FromMilliseconds(12),
        Repair = TimeSpan.Zero,
        JitterBuffer = TimeSpan.FromMilliseconds(118),
        Decode = TimeSpan.FromMilliseconds(6.4),
        Display = TimeSpan.FromMilliseconds(16),
        Rate = BitRate.Kbps(1_204),
        LossBeforeRepair = Ratio.Percent(2),
        LossAfterRepair = new(300_000),
        Repairs = "10x5+rows: 41 by parity, 3 sent again, 0 late",
        Jitter = TimeSpan.FromMilliseconds(8.31),
        BufferTarget = TimeSpan.FromMilliseconds(120),
        BufferLevel = TimeSpan.FromMilliseconds(118),
        Skew = TimeSpan.FromMilliseconds(2.1),
        RenditionChanges = 1,
        DecoderDrops = 0,
        RenderDrops = 3,
        RateHistory = Wave(1_200, 250, 7),
        JitterHistory = Wave(8, 4, 11),
        TargetHistory = Wave(120, 20, 100),
        LevelHistory = Wave(115, 30, 9),
        SkewHistory = Wave(0, 5, 23),
        LossHistory = [.. Enumerable.Range(0, 600).Select(each => each % 97 == 0 ? 3f : 0f)],
    };

    public static LibraryView Library(int titles = 7, int recent = 2) => new()
    {
        Address = "http://server:8080/",
        Titles = [.. Enumerable.Range(0, titles).Select(each => new LibraryTitle(
            $"rtsp://server:8554/film-{each}", Names[each % Names.Length], TimeSpan.FromSeconds(600 + (each * 377)),
                "de, en · subtitles de",
            each == 1 ? MediaTime.FromSeconds(500) : null, each % 3 == 2 ? null : Thumbnails[each % 2]))],
        Recent = [.. Enumerable.Range(0, recent).Select(each => new RecentAddress($"rtsp://other:8554/old-{each}", $"Old film {each}",
            each == 0 ? MediaTime.FromSeconds(754) : null))],
    };

    public static WindowMoment At(double seconds, PlayerView? player = null, LibraryView? library = null, float width = 1280,
        float height = 720) =>
        new(Instant.FromSeconds(seconds), new(width, height), player ?? Film, library ?? LibraryView.Nothing, new PictureShape(854, 480));

    /// <summary>Everything the interface wants done, in order.</summary>
    public static List<WindowEffect> Take(this Interface all)
    {
        List<WindowEffect> effects = [];
        while (all.TryTake(out WindowEffect? effect))
            effects.Add(effect);
        return effects;
    }

    private static readonly string[] Names = ["Tears of Steel", "Big Buck Bunny", "Die Möwe – ein Film über das Meer", "Sintel",
        "Pegboard"];

    private static readonly PlainPicture[] Thumbnails =
    [
        new(160, 90, (x, y) => (byte)(40 + (x / 2) + y), 150, 100), new(160, 68, (x, y) => (byte)(200 - x), 100, 160),
    ];

    private static float[] Wave(float middle, float by, int length) =>
        [.. Enumerable.Range(0, 600).Select(each => middle + (by * MathF.Sin(each * 2 * MathF.PI / length) * ((each / 60) % 3) / 2))];
}
