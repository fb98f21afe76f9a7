using Streaming.Player.Sessions;
using Streaming.Server.Contracts;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.World.Tests.Theatre;

namespace Streaming.World.Tests;

/// <summary>Lip-sync of what is really presented: the sample film's flashes on the screen against its beeps in the loudspeaker, through a
/// whole server, a network and a whole player. Viewers notice +45/−125 ms (ITU-R BT.1359); this player promises ± 10 ms.</summary>
public sealed class LipSyncTests(SampleStage sample, ITestOutputHelper output) : IClassFixture<SampleStage>
{
    private static readonly TimeSpan Promise = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void On_a_clean_network_sound_and_picture_are_together()
    {
        using Stage stage = Play(new());

        stage.Run(TimeSpan.FromSeconds(31));

        Check(stage, atLeast: 29);
    }

    [Theory, Seeds(4)]
    public void Under_jitter_of_50_ms_they_stay_together(ulong seed)
    {
        using Stage stage = Play(new() { Seed = seed, Jitter = TimeSpan.FromMilliseconds(50) });

        stage.Run(TimeSpan.FromSeconds(31));

        Check(stage, atLeast: 25);
    }

    [Theory, Seeds(4)]
    public void Under_two_percent_of_loss_they_stay_together(ulong seed)
    {
        using Stage stage = Play(new() { Seed = seed, Loss = 0.02, Jitter = TimeSpan.FromMilliseconds(50) });

        stage.Run(TimeSpan.FromSeconds(31));

        // A flash of two pictures, or a beep of four frames, may be lost itself.
        Check(stage, atLeast: 20);
    }

    [Fact]
    public void After_twenty_seeks_they_are_together()
    {
        using Stage stage = Play(new() { Jitter = TimeSpan.FromMilliseconds(20) });
        stage.Run(TimeSpan.FromSeconds(2));
        for (int i = 0; i < 20; i++)
        {
            MediaTime to = MediaTime.FromSeconds((i * 7) % 24);
            stage.Do((session, now) => session.Seek(to, SeekDirection.Backward, now));
            stage.Run(TimeSpan.FromSeconds(3));
        }

        Check(stage, atLeast: 40);
    }

    [Fact]
    public void After_pauses_they_are_together()
    {
        using Stage stage = Play(new() { Jitter = TimeSpan.FromMilliseconds(20) });
        for (int i = 0; i < 6; i++)
        {
            stage.Run(TimeSpan.FromSeconds(3.3));
            stage.Pause();
            stage.Run(TimeSpan.FromSeconds(1.7));
            stage.Resume();
        }

        stage.Run(TimeSpan.FromSeconds(6));

        Check(stage, atLeast: 20);
    }

    [Fact]
    public void After_a_change_of_rendition_they_are_together_and_no_picture_is_missing()
    {
        using Stage stage = Play(new());
        stage.Run(TimeSpan.FromSeconds(5));
        IReadOnlyList<OperatingPoint> points = stage.Server.Session.Points;
        OperatingPoint low = points.First(point => point.Name.StartsWith("180p", StringComparison.Ordinal));

        stage.Server.Change(low, stage.Now);
        stage.Run(TimeSpan.FromSeconds(10));
        stage.Server.Change(points[0], stage.Now);
        stage.Run(TimeSpan.FromSeconds(16));

        Check(stage, atLeast: 29);
        Assert.Equal([360, 180, 360], stage.Player.Heights);
        Assert.InRange(stage.Player.LongestStill(MediaTime.FromSeconds(1), MediaTime.FromSeconds(29)).TotalMilliseconds, 0, 80);
    }

    [Theory]
    [InlineData(200, -200)]
    [InlineData(-200, 200)]
    public void With_clocks_of_server_and_sound_device_that_drift_apart_they_stay_together(int server, int device)
    {
        using Stage stage = Play(new() { ServerSkew = server, DeviceSkew = device, Jitter = TimeSpan.FromMilliseconds(10) });

        stage.Run(TimeSpan.FromSeconds(31));

        Check(stage, atLeast: 28);
    }

    private Stage Play(StageOptions options) => new(sample.Catalogue, options);

    private void Check(Stage stage, int atLeast)
    {
        IReadOnlyList<TimeSpan> skews = stage.Player.Marks.Skews();
        Assert.True(skews.Count >= atLeast, $"{skews.Count} marks: {stage.Player.Marks.Flashes.Count} flashes, {stage.Player.Marks.Beeps.Count} beeps");
        TimeSpan median = LipSyncMarks.Median(skews), worst = LipSyncMarks.Quantile(skews, 0.99);
        output.WriteLine($"{skews.Count} marks: median {median.TotalMilliseconds:0.0} ms, p99 {worst.TotalMilliseconds:0.0} ms");
        output.WriteLine($"by the player's own meter: {stage.Player.Skew.Median.TotalMilliseconds:0.0} ms, {stage.Player.Skew.Percentile99.TotalMilliseconds:0.0} ms");
        Assert.InRange(median, -Promise / 2, Promise / 2);
        Assert.True(worst <= Promise, $"p99 {worst.TotalMilliseconds:0.0} ms: {string.Join(' ', skews.Select(skew => $"{skew.TotalMilliseconds:0.0}"))}");
    }
}
