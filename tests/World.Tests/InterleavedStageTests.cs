using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Testing;
using Streaming.World.Tests.Theatre;

namespace Streaming.World.Tests;

/// <summary>The sample film with interleaved sound through a whole server, a network and a whole player.</summary>
public sealed class InterleavedStageTests(SampleStage sample, ITestOutputHelper output) : IClassFixture<SampleStage>
{
    private static readonly TimeSpan Unit = TimeSpan.FromTicks(1_024 * TimeSpan.TicksPerSecond / 48_000);

    [Fact]
    public void On_a_clean_network_nothing_is_late_and_a_group_is_held()
    {
        using Stage stage = Play(new());

        stage.Run(TimeSpan.FromSeconds(20));

        PlayoutStatistics seen = stage.Player.Playout.Snapshot(stage.Now);
        Assert.Contains(stage.Server.Session.Streams, stream => stream.Setup.Index.Track.Interleaving is not null);
        Assert.Equal((0, 0, 0, 0), (seen.LatePackets, seen.LateSamples, seen.LostPackets, seen.Stalls));
        Assert.InRange(stage.Server.Session.Contract!.Buffer, 12 * Unit, (12 * Unit) + TimeSpan.FromMilliseconds(1));

        // The first group leaves all at once: what comes later seems the later for it. The rest is what repair would take.
        Assert.InRange(seen.Target, 12 * Unit, 30 * Unit);
        Assert.Equal(TimeSpan.Zero, stage.Player.Sound.Report.Concealed);
        AssertGaps(stage, most: 0);
    }

    [Theory, Seeds(3)]
    public void What_is_lost_is_single_units_each_by_itself(ulong seed)
    {
        using Stage stage = Play(new() { Seed = seed, Loss = 0.01, Jitter = TimeSpan.FromMilliseconds(10) });

        stage.Run(TimeSpan.FromSeconds(25));

        (int gaps, TimeSpan longest) = Gaps(stage);
        output.WriteLine($"{gaps} gaps, the longest {longest.TotalMilliseconds:0} ms; {stage.Player.Sound.Report}");

        // Repair may have mended all; two packets next to each other may be lost as well.
        Assert.InRange(longest, TimeSpan.Zero, 2.1 * Unit);
        Assert.All(stage.Player.Frames.Zip(stage.Player.Frames.Skip(1)), pair =>
            Assert.Equal(pair.Second.Position - pair.First.Position > 1.5 * Unit, pair.Second.FollowsLoss));
    }

    [Fact]
    public void Seeks_and_pauses_in_the_middle_of_groups_leave_no_hole()
    {
        using Stage stage = Play(new());
        for (int i = 0; i < 8; i++)
        {
            stage.Run(TimeSpan.FromSeconds(1.37));
            stage.Pause();
            stage.Run(TimeSpan.FromSeconds(0.6));
            stage.Resume();
        }

        stage.Run(TimeSpan.FromSeconds(2));
        AssertGaps(stage, most: 0);
        stage.Do((session, now) => session.Seek(MediaTime.FromSeconds(20.5), SeekDirection.Backward, now));
        int before = stage.Player.Frames.Count;
        stage.Run(TimeSpan.FromSeconds(4));
        AssertGaps(stage, most: 1);
        Assert.True(stage.Player.Frames.Count > before + 100);
        Assert.Equal(0, stage.Player.Playout.Snapshot(stage.Now).LostPackets);
    }

    private static void AssertGaps(Stage stage, int most) => Assert.InRange(Gaps(stage).Count, 0, most);

    private static (int Count, TimeSpan Longest) Gaps(Stage stage)
    {
        TimeSpan[] gaps =
        [
            .. stage.Player.Frames.Zip(stage.Player.Frames.Skip(1), (one, next) => (next.Position - one.Position - Unit).Duration())
                .Where(gap => gap > Unit / 2),
        ];
        return (gaps.Length, gaps.Length == 0 ? TimeSpan.Zero : gaps.Max());
    }

    private Stage Play(StageOptions options)
    {
        output.WriteLine($"{options}");
        return new(sample.Catalogue, options with { Query = "?interleave=yes" });
    }
}
