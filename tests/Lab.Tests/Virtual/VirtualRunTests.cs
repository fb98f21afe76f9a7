using System.Text;
using Streaming.Lab.Records;
using Streaming.Lab.Reports;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Tests.Virtual;

public sealed class VirtualRunTests
{
    [Fact]
    public void One_viewer_is_shown_everything_in_time()
    {
        RunRecord run = VirtualRun.Play(Situations.Small(), 1, new());
        SessionRecord session = Assert.Single(run.Sessions);
        Assert.Equal("playing", session.Outcome);
        Assert.InRange(session.StartupMs!.Value, 20, 500);
        Assert.Equal((0, 0, 0), (session.Stalls, session.Lost, session.Late));
        Assert.True(session.IsKept);
        Assert.Equal(2, session.DelayMs!.P1);
        Assert.Equal((1, 1, 0, 0, 0), (run.Totals.Arrived, run.Totals.Admitted, run.Totals.Refused, run.Totals.Failed, run.Totals.Ghosts));
        Assert.All(run.Checks, check => Assert.True(check.IsOk, $"{check.Name}: {check.Detail}"));
        LinkRecord link = Assert.Single(run.Links);
        Assert.Equal(run.Totals.Packets, link.Packets);
        Assert.All(link.Reserved, reserved => Assert.Equal(session.Contracts[^1].RateBps, reserved));
        Assert.Equal(30, run.Playing.Count);
    }

    [Fact]
    public void A_busy_run_is_the_same_to_the_last_byte_whenever_it_is_played_and_another_by_another_seed()
    {
        RunRecord first = VirtualRun.Play(Situations.Busy(), 1, new());
        Assert.All(first.Checks, check => Assert.True(check.IsOk, $"{check.Name}: {check.Detail}"));
        Assert.Equal(Text(first), Text(VirtualRun.Play(Situations.Busy(), 1, new())));
        VirtualOptions part = new(Until: TimeSpan.FromSeconds(10));
        Assert.NotEqual(Text(VirtualRun.Play(Situations.Busy(), 1, part)), Text(VirtualRun.Play(Situations.Busy(), 2, part)));
    }

    [Fact]
    public void That_a_viewer_is_gone_and_that_the_server_has_released_it_is_told_once_each()
    {
        Situation both = Situations.Small(seconds: 120);
        Audience leaves = both.Audiences[0] with { Steps = [new(TimeSpan.FromSeconds(10), new ViewerAct.Leave())] };
        Audience vanishes = leaves with { Name = "ghost", Steps = [new(TimeSpan.FromSeconds(10), new ViewerAct.Vanish())] };
        RunRecord run = VirtualRun.Play(both with { Audiences = [leaves, vanishes] }, 1, new());

        RunEvent[] left = [.. run.Events.Where(one => one is { Session: "home.1", Kind: "ended" or "released" })];
        Assert.Equal(["released", "ended"], left.Select(one => one.Kind));
        Assert.Equal(["the server has released it: torn down", "left"], left.Select(one => one.Text));
        Assert.InRange(left[1].AtS - left[0].AtS, 0, 0.01);
        RunEvent[] vanished = [.. run.Events.Where(one => one is { Session: "ghost.1", Kind: "ended" or "released" })];
        Assert.Equal(["ended", "released"], vanished.Select(one => one.Kind));
        Assert.InRange(vanished[1].AtS - vanished[0].AtS, 55, 75);
        Assert.Equal("the server has released it: timed out", vanished[1].Text);
    }

    [Fact]
    public void What_is_still_on_its_way_to_somebody_who_has_vanished_from_a_channel_is_not_missing()
    {
        Situation small = Situations.Small(2, 20);
        Audience stays = small.Audiences[0] with { Title = null, Channel = "lobby" };
        Situation lobby = small with
        {
            Links = [small.Links[0] with { Profile = small.Links[0].Profile with { Delay = TimeSpan.FromSeconds(1) } }],
            Channels = [new() { Name = "lobby", Titles = ["film"] }],
            Audiences = [stays, stays with { Name = "ghost", Steps = [new(TimeSpan.FromSeconds(5), new ViewerAct.Vanish())] }],
        };
        RunRecord run = VirtualRun.Play(lobby, 1, new());

        Assert.Equal(["playing", "vanished"], run.Sessions.Select(session => session.Outcome).Distinct().Order());
        Assert.All(run.Checks, check => Assert.True(check.IsOk, $"{check.Name}: {check.Detail}"));
    }

    private static string Text(RunRecord run) =>
        Encoding.UTF8.GetString(ReportJson.Write(new() { Scenario = "test", Runs = [run], Expectations = [] }));
}
