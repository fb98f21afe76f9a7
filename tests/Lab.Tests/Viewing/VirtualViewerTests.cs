using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Tests.Viewing;

public sealed class VirtualViewerTests
{
    [Fact]
    public void A_film_is_watched_to_its_end_and_taken_leave_of()
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching(), seconds: 10).Run(60);

        SessionRecord record = stage.Record;
        Assert.Equal("completed", record.Outcome);
        Assert.True(stage.IsGone);
        Assert.Equal(0, stage.Server.Sessions);
        Assert.Equal((stage.Media.Sent, 0L, 0L, 0L), (record.Sent, record.Lost, record.LostAfterRepair, record.Late));
        Assert.Equal((0, 0.0), (record.Stalls, record.StalledMs));
        Assert.InRange(record.StartupMs!.Value, 60, 200);
        Assert.InRange(record.EndedS!.Value, 10.2, 10.5);
        Assert.Equal(10, record.DelayMs!.P50);
        Assert.Equal(10, record.DelayMs.Max);
        Assert.InRange(record.SkewMs!.Count, 245, 250);
        Assert.InRange(record.BufferMs!.P50, 60, 200);
        Assert.Equal(record.Lost, stage.Viewer.Accounts.Lost);
        Assert.Equal(0, stage.Viewer.Accounts.ShownLate);
        Assert.Equal(["ended"], stage.Events.Select(what => what.Kind));
    }

    [Fact]
    public void What_is_lost_is_counted_before_and_behind_repair_and_by_the_link_that_lost_it()
    {
        using LoneStage stage = new(LoneStage.Watching() with { Wish = new() { Buffer = TimeSpan.FromMilliseconds(500) } }, seconds: 20)
        {
            Loses = number => number % 50 == 49,
        };
        stage.Run(60);

        SessionRecord record = stage.Record;
        Assert.Equal("completed", record.Outcome);
        Assert.Equal(stage.Media.Lost, record.Drops.Sum(drop => drop.Packets));
        Assert.All(record.Drops, drop => Assert.Equal(("attic", "loss"), (drop.Link, drop.Cause)));
        Assert.InRange(record.Lost / (double)record.Sent, 0.018, 0.022);
        Assert.InRange(record.LostAfterRepair, 0, record.Lost / 10);
        Assert.True(record.MendedByParity + record.MendedByResend >= record.Lost * 0.9);
        Assert.Contains(record.Series!.LossPercent, percent => percent > 1);
    }

    [Fact]
    public void Without_repair_what_is_lost_is_missing()
    {
        using LoneStage stage = new(LoneStage.Watching() with { Protection = null }, seconds: 10) { Loses = number => number % 50 == 49 };
        stage.Run(60);

        SessionRecord record = stage.Record;
        Assert.Equal(stage.Media.Lost, record.Lost);
        Assert.Equal((record.Lost, 0L, 0L), (record.LostAfterRepair, record.MendedByParity, record.MendedByResend));
    }

    [Fact]
    public void While_a_link_is_down_the_picture_stands_and_that_is_one_stall()
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching(), seconds: 20).Run(5);
        stage.IsDown = true;
        stage.Run(3);
        stage.IsDown = false;
        stage.Run(30);

        SessionRecord record = stage.Record;
        Assert.Equal("completed", record.Outcome);
        Assert.Equal(1, record.Stalls);
        Assert.InRange(record.StalledMs, 2_500, 3_200);
        Assert.InRange(record.StallTimes[0].AtS, 5.05, 5.5);
        Assert.Equal(record.StalledMs, record.StallTimes[0].LastsMs);
        Assert.All(record.Drops, drop => Assert.Equal("down", drop.Cause));
        Assert.Contains(stage.Events, what => what.Kind == "stalled" && what.Session == "home.1");
    }

    [Fact]
    public void A_viewer_seeks_pauses_goes_on_and_leaves_when_it_means_to()
    {
        ViewerStep[] steps =
        [
            new(TimeSpan.FromSeconds(2), new ViewerAct.Seek(MediaTime.FromSeconds(12))),
            new(TimeSpan.FromSeconds(4), new ViewerAct.Pause(TimeSpan.FromSeconds(3))),
            new(TimeSpan.FromSeconds(9), new ViewerAct.Leave()),
        ];
        using LoneStage stage = new LoneStage(LoneStage.Watching(steps), seconds: 20).Run(60);

        SessionRecord record = stage.Record;
        Assert.Equal("left", record.Outcome);
        Assert.Equal(["seek", "pause", "resume", "ended"], stage.Events.Select(what => what.Kind));
        double shown = record.StartupMs!.Value / 1_000;
        Assert.Equal([2, 4, 7], stage.Events.Take(3).Select(what => Math.Round(what.AtS - shown, 3)));
        Assert.InRange(record.EndedS!.Value, shown + 9, shown + 9.1);
        Assert.Equal((0, 0L), (record.Stalls, record.Lost));
        Assert.Equal(["PLAY", "PLAY", "PAUSE", "PLAY"], stage.Server.Asked.Where(method => method is "PLAY" or "PAUSE"));
        Assert.Equal(0, stage.Server.Sessions);
    }

    [Fact]
    public void Who_vanishes_says_nothing()
    {
        ViewerStep[] steps = [new(TimeSpan.FromSeconds(2), new ViewerAct.Vanish())];
        using LoneStage stage = new LoneStage(LoneStage.Watching(steps), seconds: 20).Run(60);

        Assert.Equal("vanished", stage.Record.Outcome);
        Assert.DoesNotContain("TEARDOWN", stage.Server.Asked);
        Assert.Equal(1, stage.Server.Sessions);
    }

    [Fact]
    public void Who_stays_for_so_long_is_shown_so_much_whatever_stands_in_between()
    {
        Audience audience = LoneStage.Watching(new ViewerStep(TimeSpan.FromSeconds(1), new ViewerAct.Pause(TimeSpan.FromSeconds(4)))) with
        {
            Watches = TimeSpan.FromSeconds(6),
        };
        using LoneStage stage = new LoneStage(audience, seconds: 20).Run(60);

        SessionRecord record = stage.Record;
        Assert.Equal("completed", record.Outcome);
        Assert.Equal(10, record.EndedS!.Value - (record.StartupMs!.Value / 1_000), 0.1);
    }

    [Fact]
    public void Who_has_lost_the_server_is_back_at_the_same_place_when_it_runs_again()
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching(), seconds: 20).Run(6);
        stage.KillServer();
        stage.Run(2);
        stage.StartServer();
        stage.Run(60);

        SessionRecord record = stage.Record;
        Assert.Equal(("completed", null), (record.Outcome, record.Why));
        Assert.Equal(["stalled", "cameBack", "ended"], stage.Events.Select(what => what.Kind));
        RunEvent back = stage.Events[1];
        Assert.InRange(back.AtS, 9, 9.5);
        Assert.Equal("is back at 5.000 s", back.Text); // the key picture before 5.9 s
        Assert.Equal(1, record.Stalls);
        Assert.InRange(record.StalledMs, 2_500, 3_300);
        Assert.InRange(record.EndedS!.Value, 20 + 3, 20 + 5);
    }

    [Fact]
    public void Who_does_not_come_back_has_failed()
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching() with { ComesBack = false }, seconds: 20).Run(6);
        stage.KillServer();
        stage.Run(2);

        Assert.Equal(("failed", "the server is gone"), (stage.Record.Outcome, stage.Record.Why));
    }

    [Fact]
    public void Who_finds_nobody_has_failed_at_once()
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching()) { IsServerDead = true }.Run(10);

        Assert.Equal(("failed", "the server takes no connection"), (stage.Record.Outcome, stage.Record.Why));
        Assert.Null(stage.Record.StartupMs);
    }

    [Fact]
    public void Who_finds_no_room_is_refused_and_knows_what_was_short()
    {
        using LoneStage stage = new(LoneStage.Watching());
        stage.Server.Desk.Capacity = BitRate.Kbps(500);
        stage.Run(10);

        SessionRecord record = stage.Record;
        Assert.Equal("refused", record.Outcome);
        Assert.Equal(("attic", "500 kb/s"), (record.Refusal!.Limit, record.Refusal.Available));
    }

    [Fact]
    public void Whoever_is_there_at_the_end_is_still_playing()
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching(), seconds: 20).Run(5);
        stage.Viewer.Stop(stage.Now);
        stage.Run(1);

        Assert.Equal("playing", stage.Record.Outcome);
        Assert.Equal(0, stage.Server.Sessions);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(200, -200)]
    [InlineData(-200, 200)]
    public void A_bad_clock_and_a_bad_device_cost_no_lip_sync(int skew, int device)
    {
        Audience audience = LoneStage.Watching() with { Clock = new() { SkewPpm = skew, DevicePpm = device } };
        using LoneStage stage = new LoneStage(audience, seconds: 120).Run(180);

        SessionRecord record = stage.Record;
        Assert.Equal(("completed", 0), (record.Outcome, record.Stalls));
        Assert.InRange(record.Skews!.QuantileOfSize(0.99), 7, 10);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(0.3)]
    [InlineData(-0.3)]
    [InlineData(-5)]
    public void A_clock_that_jumps_is_outlived(double seconds)
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching(), seconds: 30).Run(8);
        stage.Viewer.StepClock(TimeSpan.FromSeconds(seconds), stage.Now);
        stage.Run(60);

        SessionRecord record = stage.Record;
        Assert.Equal("completed", record.Outcome);
        Assert.InRange(record.StalledMs, 0, (Math.Abs(seconds) * 1_000) + 500);
    }

    [Fact]
    public void A_player_that_shows_what_is_late_is_found_out_by_what_it_counts_itself()
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching(), seconds: 10, pictures: () => new TardyLine()).Run(30);

        Assert.InRange(stage.Viewer.Accounts.ShownLate, 200, 250);
        Assert.InRange(stage.Viewer.Accounts.Latest.TotalMilliseconds, 100, 120);
    }

    [Fact]
    public void Two_who_meet_the_same_have_the_same_course_whenever_they_come()
    {
        Audience audience = LoneStage.Watching() with { Clock = new() { SkewPpm = 37 } };
        SessionRecord[] records = [.. new[] { 0, 0.3, 1_234.7 }.Select(comes =>
        {
            using LoneStage stage = new(audience, seconds: 10, comes: TimeSpan.FromSeconds(comes)) { Loses = number => number % 61 == 5 };
            return stage.Run(30).Record;
        })];

        SessionRecord first = records[0];
        Assert.All(records, record =>
        {
            Assert.Equal((first.DelayMs, first.SkewMs, first.BufferMs), (record.DelayMs, record.SkewMs, record.BufferMs));
            Assert.Equal(first.Series!.SkewMs, record.Series!.SkewMs);
            Assert.Equal((first.StartupMs, first.Bytes, first.Lost), (record.StartupMs, record.Bytes, record.Lost));
            Assert.Equal(first.EndedS!.Value, record.EndedS!.Value - record.ArrivedS, 1e-6);
        });
    }
}
