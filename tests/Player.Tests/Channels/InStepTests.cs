using Streaming.Player.Playout;
using Streaming.Testing;

namespace Streaming.Player.Tests.Channels;

public sealed class InStepTests
{
    [Theory, Seeds(10)]
    public void Receivers_with_clocks_and_networks_of_their_own_present_within_ten_milliseconds(ulong seed)
    {
        using ChannelStudio studio = new(loss: 0.02);
        ChannelViewer[] viewers = [.. Enumerable.Range(0, 6).Select(i => Viewer((seed * 100) + (ulong)i))];
        foreach (ChannelViewer viewer in viewers)
            viewer.Join(studio, studio.Now);
        List<double> errors = [];
        studio.Run(120, now => Look(studio, viewers, now, errors));

        // One comes later than the others.
        ChannelViewer late = Viewer((seed * 100) + 50);
        late.Join(studio, studio.Now);
        studio.Run(2);
        List<double> joined = [];
        studio.Run(20, now => Look(studio, [late], now, joined));
        errors.Sort();
        joined.Sort();
        Assert.True(joined.Count > 900);
        Assert.InRange(errors[errors.Count * 99 / 100], 0, 10);
        Assert.InRange(joined[joined.Count * 99 / 100], 0, 10);
        foreach (ChannelViewer viewer in viewers)
        {
            PlayoutStatistics statistics = viewer.Playout.Snapshot(viewer.Local(studio.Now));
            Assert.Equal(0, statistics.Stalls);
            Assert.InRange(statistics.LateSamples, 0, 10);
            Assert.True(viewer.Said.Count > 10);

            // What they say of themselves is true.
            Assert.All(
                viewer.Said.Skip(2),
                said => Assert.InRange((said.Presented - studio.PresentedAt(said.Position)).TotalMilliseconds, -15, 15));
        }
    }

    [Theory, Seeds(5)]
    public void Who_needs_more_than_the_common_delay_says_so_and_is_in_step_when_the_delay_is_raised(ulong seed)
    {
        using ChannelStudio studio = new(loss: 0) { Delay = TimeSpan.FromMilliseconds(150) };
        ChannelViewer near = new(seed, way: 0.002, jitter: 0.001, new(studio.Delay, true));
        ChannelViewer far = new(seed + 1, way: 0.12, jitter: 0.02, new(studio.Delay, true));
        near.Join(studio, studio.Now);
        far.Join(studio, studio.Now);
        studio.Run(60);
        PlayoutStatistics statistics = far.Playout.Snapshot(far.Local(studio.Now));
        Assert.InRange(statistics.Lag.TotalMilliseconds, 30, 250);
        Assert.InRange((double)statistics.LatePackets / statistics.Packets, 0, 0.02);
        (MediaTime position, NtpTime presented) = far.Said[^1];
        Assert.InRange((presented - studio.PresentedAt(position)).TotalMilliseconds, 30, 250);
        (position, presented) = near.Said[^1];
        Assert.InRange((presented - studio.PresentedAt(position)).TotalMilliseconds, -10, 10);

        // 450 ms at one per cent.
        studio.Delay = TimeSpan.FromMilliseconds(600);
        studio.Run(60);
        List<double> errors = [];
        studio.Run(10, now => Look(studio, [near, far], now, errors));
        Assert.InRange(errors.Max(), 0, 10);
        Assert.Equal(0, near.Playout.Snapshot(near.Local(studio.Now)).Stalls);
    }

    [Theory, Seeds(10)]
    public void A_newcomer_that_is_sent_what_it_lacks_has_a_picture_at_once_and_in_step(ulong seed)
    {
        using ChannelStudio studio = new(loss: 0);
        studio.Run(3 + (seed / 7.0));
        ChannelViewer viewer = Viewer(seed);
        viewer.Join(studio, studio.Now, hasBurst: true);
        double? started = null;
        List<double> errors = [];
        studio.Run(20, now =>
        {
            if (!viewer.Playout.Clock.IsRunning)
                return;
            started ??= now;
            TimeSpan error = viewer.Playout.Clock.PositionAt(viewer.Local(now)) - studio.CommonAt(now);
            errors.Add(Math.Abs(error.TotalMilliseconds));
        });
        Assert.InRange(started!.Value - viewer.Began!.Value, 0, 0.35);
        Assert.InRange(errors.Max(), 0, 15);
        PlayoutStatistics statistics = viewer.Playout.Snapshot(viewer.Local(studio.Now));
        Assert.Equal((0, 0L), (statistics.Stalls, statistics.LostPackets));
        Assert.InRange(viewer.Reception.Report(viewer.Local(studio.Now))!.InStepAfterMs!.Value, 0, 400);
    }

    private static void Look(ChannelStudio studio, IReadOnlyList<ChannelViewer> viewers, double now, List<double> errors)
    {
        foreach (ChannelViewer viewer in viewers)
        {
            if (viewer.Began is not { } began || now < began + 2 || !viewer.Playout.Clock.IsRunning)
                continue;
            TimeSpan error = viewer.Playout.Clock.PositionAt(viewer.Local(now)) - studio.CommonAt(now);
            errors.Add(Math.Abs(error.TotalMilliseconds));
        }
    }

    private static ChannelViewer Viewer(ulong seed)
    {
        double share = seed % 7 / 7.0;
        return new(seed, way: 0.001 + (0.03 * share), jitter: 0.0005 + (0.006 * share), new(TimeSpan.FromSeconds(1), true));
    }
}
