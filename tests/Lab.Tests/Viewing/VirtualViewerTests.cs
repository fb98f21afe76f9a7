using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Viewers;
using Streaming.Lab.Virtual;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Tests.Viewing;

/// <summary>One viewer behind a link of ten milliseconds, and the product's own server.</summary>
public sealed class VirtualViewerTests
{
    private static readonly LinkProfile Attic = new() { Delay = TimeSpan.FromMilliseconds(10) };

    [Fact]
    public void A_film_is_watched_to_its_end_and_taken_leave_of()
    {
        RunRecord run = Play(Alone(film: 10));

        SessionRecord record = run.Sessions[0];
        Assert.Equal("completed", record.Outcome);
        Assert.Equal((0, 0, 0), (record.Lost, record.LostAfterRepair, record.Late));
        Assert.Equal((0, 0.0), (record.Stalls, record.StalledMs));
        Assert.InRange(record.StartupMs!.Value, 60, 200);
        Assert.InRange(record.EndedS!.Value, 10.2, 10.5);
        Assert.Equal(10, record.DelayMs!.P50);
        Assert.Equal(10, record.DelayMs.Max);
        Assert.InRange(record.SkewMs!.Count, 245, 250);
        Assert.InRange(record.BufferMs!.P50, 60, 200);
        Assert.Equal(["ended"], Doings(run));
        Assert.Contains(run.Events, what => what is { Kind: "released", Text: "the server has released it: torn down" });
    }

    [Fact]
    public void What_is_lost_is_counted_before_and_behind_repair_and_by_the_link_that_lost_it()
    {
        Audience audience = Watching() with { Wish = new() { Buffer = TimeSpan.FromMilliseconds(500) } };
        RunRecord run = Play(Alone(audience, Attic with { Loss = OneIn(50) }));

        SessionRecord record = run.Sessions[0];
        Assert.Equal("completed", record.Outcome);
        Assert.InRange(record.Drops.Sum(drop => drop.Packets), record.Lost, run.Links[0].Drops["loss"]);
        Assert.All(record.Drops, drop => Assert.Equal(("attic", "loss"), (drop.Link, drop.Cause)));
        Assert.InRange(record.Lost / (double)record.Sent, 0.018, 0.022);
        Assert.InRange(record.LostAfterRepair, 0, record.Lost / 10);
        Assert.True(record.MendedByParity + record.MendedByResend >= record.Lost * 0.9);
        Assert.Contains(record.Series!.LossPercent, percent => percent > 1);
    }

    [Fact]
    public void Without_repair_what_is_lost_is_missing()
    {
        RunRecord run = Play(Alone(Watching() with { Protection = null }, Attic with { Loss = OneIn(50) }));

        SessionRecord record = run.Sessions[0];
        Assert.InRange(record.Lost, 90, 150);
        Assert.Equal(record.Lost, record.Drops.Sum(drop => drop.Packets));
        Assert.Equal((record.Lost, 0L, 0L), (record.LostAfterRepair, record.MendedByParity, record.MendedByResend));
    }

    [Fact]
    public void While_a_link_is_down_the_picture_stands_and_that_is_one_stall()
    {
        Situation situation = Alone();
        LinkChange[] changes =
            [new(TimeSpan.FromSeconds(5), Attic with { IsDown = true }), new(TimeSpan.FromSeconds(8), Attic)];
        RunRecord run = Play(situation with { Links = [situation.Links[0] with { Changes = changes }] });

        SessionRecord record = run.Sessions[0];
        Assert.Equal("completed", record.Outcome);
        Assert.Equal(1, record.Stalls);
        Assert.InRange(record.StalledMs, 2_500, 3_200);
        Assert.InRange(record.StallTimes[0].AtS, 5.05, 5.5);
        Assert.Equal(record.StalledMs, record.StallTimes[0].LastsMs);
        Assert.All(record.Drops, drop => Assert.Equal("down", drop.Cause));
        Assert.Equal(["stalled", "ended"], Doings(run));
    }

    [Fact]
    public void A_viewer_seeks_pauses_goes_on_and_leaves_when_it_means_to()
    {
        RunRecord run = Play(Alone(Watching(
            new(TimeSpan.FromSeconds(2), new ViewerAct.Seek(MediaTime.FromSeconds(12))),
            new(TimeSpan.FromSeconds(4), new ViewerAct.Pause(TimeSpan.FromSeconds(3))),
            new(TimeSpan.FromSeconds(9), new ViewerAct.Leave()))));

        SessionRecord record = run.Sessions[0];
        Assert.Equal("left", record.Outcome);
        Assert.Equal(["seek", "pause", "resume", "ended"], Doings(run));
        double shown = record.StartupMs!.Value / 1_000;
        Assert.Equal([2, 4, 7], OfViewer(run).Take(3).Select(what => Math.Round(what.AtS - shown, 3)));
        Assert.InRange(record.EndedS!.Value, shown + 9, shown + 9.1);
        Assert.Equal((0, 0L), (record.Stalls, record.Lost));
        Assert.Equal(0, run.Playing[5]);
        Assert.Equal(1, run.Playing[8]);
    }

    [Fact]
    public void Who_vanishes_says_nothing()
    {
        RunRecord run = Play(Alone(Watching(new ViewerStep(TimeSpan.FromSeconds(2), new ViewerAct.Vanish()))));

        Assert.Equal("vanished", run.Sessions[0].Outcome);
        Assert.DoesNotContain(run.Events, what => what.Kind == "released");
        Assert.Equal(0, run.Totals.Ghosts);
    }

    [Fact]
    public void Who_stays_for_so_long_is_shown_so_much_whatever_stands_in_between()
    {
        Audience audience = Watching(new ViewerStep(TimeSpan.FromSeconds(1), new ViewerAct.Pause(TimeSpan.FromSeconds(4))));
        SessionRecord record = Play(Alone(audience with { Watches = TimeSpan.FromSeconds(6) })).Sessions[0];

        Assert.Equal("completed", record.Outcome);
        Assert.Equal(10, record.EndedS!.Value - (record.StartupMs!.Value / 1_000), 0.1);
    }

    [Fact]
    public void Who_has_lost_the_server_is_back_at_the_same_place_when_it_runs_again()
    {
        ScheduledEvent[] events =
            [new ScheduledEvent.ServerKilled(TimeSpan.FromSeconds(6)), new ScheduledEvent.ServerStarted(TimeSpan.FromSeconds(8))];
        RunRecord run = Play(Alone() with { Events = events });

        SessionRecord record = run.Sessions[0];
        Assert.Equal(("completed", null), (record.Outcome, record.Why));
        Assert.Equal(["stalled", "cameBack", "ended"], Doings(run));
        RunEvent back = OfViewer(run)[1];
        Assert.InRange(back.AtS, 9, 9.5);
        Assert.Equal("is back at 5.000 s", back.Text); // the key picture before 5.9 s
        Assert.Equal(1, record.Stalls);
        Assert.InRange(record.StalledMs, 2_500, 3_300);
        Assert.InRange(record.EndedS!.Value, 20 + 3, 20 + 5);
    }

    [Theory]
    [InlineData(6, "the connection is gone")]
    [InlineData(0, "the server takes no connection")]
    public void Who_does_not_come_back_has_failed_and_so_has_who_finds_nobody(int killed, string why)
    {
        Situation situation = Alone(Watching() with { ComesBack = false });
        RunRecord run = Play(situation with { Events = [new ScheduledEvent.ServerKilled(TimeSpan.FromSeconds(killed))] });

        Assert.Equal(("failed", why), (run.Sessions[0].Outcome, run.Sessions[0].Why));
        Assert.Equal(killed > 0, run.Sessions[0].StartupMs is not null);
    }

    [Fact]
    public void Who_finds_no_room_is_refused_and_knows_what_was_short()
    {
        Situation situation = Alone(link: Attic with { Rate = BitRate.Kbps(500) });
        RunRecord run = Play(situation with { Links = [situation.Links[0] with { IsDeclared = true, Reservable = Ratio.One }] });

        Assert.Equal("refused", run.Sessions[0].Outcome);
        Assert.Equal(("attic", "500kb/s"), (run.Sessions[0].Refusal!.Limit, run.Sessions[0].Refusal!.Available));
    }

    [Fact]
    public void Whoever_is_there_at_the_end_is_still_playing()
    {
        RunRecord run = Play(Alone() with { Duration = TimeSpan.FromSeconds(5) });

        Assert.Equal(("playing", null), (run.Sessions[0].Outcome, run.Sessions[0].EndedS));
        Assert.Equal(0, run.Totals.Ghosts);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(200, -200)]
    [InlineData(-200, 200)]
    public void A_bad_clock_and_a_bad_device_cost_no_lip_sync(int skew, int device)
    {
        Audience audience = Watching() with { Clock = new() { SkewPpm = skew, DevicePpm = device } };
        SessionRecord record = Play(Alone(audience, film: 120)).Sessions[0];

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
        ScheduledEvent jump = new ScheduledEvent.ClockStep(TimeSpan.FromSeconds(8), "home", TimeSpan.FromSeconds(seconds));
        SessionRecord record = Play(Alone(film: 30) with { Events = [jump] }).Sessions[0];

        Assert.Equal("completed", record.Outcome);
        Assert.InRange(record.StalledMs, 0, (Math.Abs(seconds) * 1_000) + 500);
    }

    [Fact]
    public void A_player_that_shows_what_is_late_is_found_out_by_what_it_counts_itself()
    {
        Situation situation = Alone(film: 10);
        using TitleShelf shelf = TitleShelf.Open(situation.Titles, reservesPeak: false, TestContext.Current.CancellationToken);
        IReadOnlyList<CastMember> cast = Cast.Of(situation, 1, situation.Duration);
        TimeSpan step = TimeSpan.FromSeconds(1);
        using Stage stage = new(situation, 1, shelf, cast, step, step, _ => false, new() { Pictures = () => new TardyLine() });
        stage.World.Run(Stage.Start + situation.Duration);

        ViewerAccounts accounts = Assert.Single(stage.World.Viewers).Accounts;
        Assert.InRange(accounts.ShownLate, 200, 250);
        Assert.InRange(accounts.Latest.TotalMilliseconds, 100, 120);
    }

    /// <summary>The server looks after its sessions every half second: who comes at another part of it may be answered
    /// otherwise.</summary>
    [Fact]
    public void Two_who_meet_the_same_have_the_same_course_whenever_they_come()
    {
        Audience audience = Watching() with { Clock = new() { SkewPpm = 37 } };
        SessionRecord[] records = [.. new[] { 0.3, 0.8, 1_234.8 }.Select(comes =>
        {
            Arrivals arrivals = new Arrivals.Fixed(TimeSpan.FromSeconds(comes), default);
            Situation situation = Alone(audience with { Arrivals = arrivals }, Attic with { Loss = OneIn(61) }, film: 10);
            return Play(situation with { Duration = situation.Duration + TimeSpan.FromSeconds(comes) }).Sessions[0];
        })];

        SessionRecord first = records[0];
        Assert.True(first.Lost > 20);
        Assert.All(records, record =>
        {
            Assert.Equal((first.DelayMs, first.SkewMs, first.BufferMs), (record.DelayMs, record.SkewMs, record.BufferMs));
            Assert.Equal(first.Series!.SkewMs, record.Series!.SkewMs);
            Assert.Equal((first.StartupMs, first.Bytes, first.Lost), (record.StartupMs, record.Bytes, record.Lost));
            Assert.Equal(first.EndedS!.Value - first.ArrivedS, record.EndedS!.Value - record.ArrivedS, 1e-6);
        });
    }

    private static LossProfile.Trace OneIn(int count) =>
        new([.. Enumerable.Range(0, count).Select(number => number == 0)], "a row");

    private static Audience Watching(params ViewerStep[] steps) => new()
    {
        Name = "home", Count = 1, Behind = "attic", Title = "film", Steps = steps, Wish = new() { Buffer = TimeSpan.FromMilliseconds(200) },
    };

    /// <param name="film">How long it is, in seconds; the run is some longer.</param>
    private static Situation Alone(Audience? audience = null, LinkProfile? link = null, double film = 20) => new()
    {
        Name = "alone",
        Duration = TimeSpan.FromSeconds(film + 10),
        Links = [new() { Name = "attic", Profile = link ?? Attic }],
        Titles = [new TitleTerms.Generated("film") { Duration = TimeSpan.FromSeconds(film), Gop = TimeSpan.FromSeconds(1) }],
        Audiences = [audience ?? Watching()],
    };

    private static RunRecord Play(Situation situation)
    {
        RunRecord run = VirtualRun.Play(situation, 1, new(IsExact: true));
        Assert.All(run.Checks, check => Assert.True(check.IsOk, $"{check.Name}: {check.Detail}"));
        Assert.Single(run.Sessions);
        return run;
    }

    /// <summary>What the viewer told itself: the server names no link.</summary>
    private static IReadOnlyList<RunEvent> OfViewer(RunRecord run) =>
        [.. run.Events.Where(what => what is { Session: "home.1", Link: "attic" })];

    private static IEnumerable<string> Doings(RunRecord run) => OfViewer(run).Select(what => what.Kind);
}
