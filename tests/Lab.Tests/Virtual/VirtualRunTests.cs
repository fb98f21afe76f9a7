using Streaming.Lab.Records;
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
}
