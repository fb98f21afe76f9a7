using Streaming.Player.Playout;
using Streaming.Player.Tests.Playout;

namespace Streaming.Player.Tests.Repair;

/// <summary>Playout leaves repair the time it takes, and comes and goes with it unnoticed.</summary>
public sealed class RepairPlayoutTests
{
    private static readonly TimeSpan Takes = TimeSpan.FromMilliseconds(240);

    [Fact]
    public void The_target_rises_by_what_repair_takes_and_falls_with_it_without_a_break()
    {
        PlayoutRig rig = new PlayoutRig().Begin(0).Play(5);
        TimeSpan before = rig.Playout.Snapshot(rig.Now).Target;
        int breaks = rig.Playout.Clock.Breaks;

        rig.Playout.RepairTakes(rig.Picture.Active, Takes);
        rig.Play(12);
        PlayoutStatistics with = rig.Playout.Snapshot(rig.Now);
        Assert.Equal(TargetReason.Repair, with.Why);
        Assert.InRange(with.Target, Takes, before + Takes);
        Assert.InRange((with.Level - with.Target).TotalMilliseconds, -25, 60);

        rig.Playout.RepairTakes(rig.Picture.Active, TimeSpan.Zero);
        rig.Play(60);
        PlayoutStatistics after = rig.Playout.Snapshot(rig.Now);
        Assert.InRange((after.Target - before).Duration().TotalMilliseconds, 0, 15);
        Assert.Equal((breaks, 0), (rig.Playout.Clock.Breaks, after.Stalls));
        Assert.All(rig.Seen, seen => Assert.InRange(seen.Statistics.Rate.PartsPerMillion, 949_000, 1_051_000));
    }

    [Fact]
    public void What_is_lost_does_not_count_as_delay()
    {
        PlayoutRig rig = new PlayoutRig().Begin(0);
        int sent = 0;
        rig.Play(400, (_, _) => ++sent % 37 == 0 ? null : TimeSpan.FromMilliseconds(10));

        Assert.InRange(rig.Playout.Snapshot(rig.Now).Target.TotalMilliseconds, 55, 66);
    }
}
