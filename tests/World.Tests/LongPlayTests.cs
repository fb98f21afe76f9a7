using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.World.Tests.Theatre;

namespace Streaming.World.Tests;

/// <summary>An hour of film, with clocks that do not agree: what drifts shows in the end.</summary>
public sealed class LongPlayTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Small and slow, so that an hour is decoded in seconds: a white picture and a beep every ten seconds.</summary>
    private static readonly string[] Recipe =
    [
        "-f", "lavfi", "-i", "color=black:size=96x64:rate=10:duration=3600,drawbox=color=white:t=fill:enable='lt(mod(t,10),0.19)'",
        "-f", "lavfi", "-i", "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,10),0.08)':s=16000:d=3600",
        "-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "24k", "-threads", "2",
    ];

    [Fact]
    public async Task After_an_hour_with_clocks_200_ppm_apart_sound_and_picture_are_together_and_nothing_was_heard_of_it()
    {
        using TemporaryFolder folder = new();
        string film = Path.Combine(folder.Path, "hour.mp4");
        Tool.Run("ffmpeg", ["-nostdin", "-v", "error", .. Recipe, film]);
        using StoredCatalogue catalogue = await StoredCatalogue.ImportAsync(film, new() { Traffic = TrafficAnalysis.Of });
        using Stage stage = new(catalogue, new() { ServerSkew = 200, DeviceSkew = -200, Jitter = TimeSpan.FromMilliseconds(10) });

        stage.Run(Hour - TimeSpan.FromSeconds(10));

        IReadOnlyList<TimeSpan> skews = stage.Player.Marks.Skews();
        TimeSpan median = LipSyncMarks.Median(skews), most = LipSyncMarks.Quantile(skews, 0.99);
        output.WriteLine($"{skews.Count} marks: median {median.TotalMilliseconds:0.0} ms, 99 % within {most.TotalMilliseconds:0.0} ms");
        Assert.InRange(skews.Count, 350, 359);
        Assert.True(most <= TimeSpan.FromMilliseconds(10), $"99 % within {most.TotalMilliseconds:0.0} ms");
        Assert.InRange(LipSyncMarks.Quantile([.. skews.Skip(skews.Count - 30)], 1), TimeSpan.Zero, TimeSpan.FromMilliseconds(10));

        // 720 ms have drifted: the buffer has neither run dry nor filled, and the ear was spared.
        Assert.Equal(0, stage.Player.Sound.Report.Adjustments);
        Assert.InRange(stage.Player.Playout.Snapshot(stage.Now).Stalls, 0, 1);
        Assert.InRange(stage.Player.Playout.Snapshot(stage.Now).SkewPpm, 150, 250);
    }
}
