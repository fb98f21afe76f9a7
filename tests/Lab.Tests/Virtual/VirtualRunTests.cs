using System.Text;
using Streaming.Lab.Records;
using Streaming.Lab.Reports;
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

    private static string Text(RunRecord run) =>
        Encoding.UTF8.GetString(ReportJson.Write(new() { Scenario = "test", Runs = [run], Expectations = [] }));
}
