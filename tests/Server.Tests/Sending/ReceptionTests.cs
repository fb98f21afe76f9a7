using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>What receivers say, as it is kept with the streams.</summary>
public sealed class ReceptionTests
{
    private readonly SendingWorld _world = new(SyntheticTrack.Video(1, BitRate.Mbps(2), 12), SyntheticTrack.Audio(2, BitRate.Kbps(96), 12));

    private SendStream Video => _world.Session.Streams[0];

    [Fact]
    public void What_an_extended_report_says_of_a_stream_is_kept_with_its_report()
    {
        XrWriter blocks = new(new byte[400]);
        Ssrc video = Video.Identity.Ssrc, other = _world.Session.Streams[1].Identity.Ssrc;
        blocks.Add(new StatisticsSummary(video, new(1), new(101), 7, 3, null));
        blocks.Add(new BurstGapLoss(video, XrPeriod.Interval, false, 1, 0xffffff, 7, 7, 2, 0));
        blocks.Add(new BurstGapLoss(other, XrPeriod.Interval, false, 1, 0xffffff, 90, 90, 1, 0));
        blocks.Add(new DiscardCount(video, XrPeriod.Interval, DiscardType.Late, 5));
        blocks.Add(new DiscardCount(video, XrPeriod.Interval, DiscardType.Early, 2));
        blocks.Add(new DiscardCount(video, XrPeriod.Interval, DiscardType.Duplicate, 100));
        blocks.Add(new DiscardCount(video, XrPeriod.Cumulative, DiscardType.Late, 40));
        Assert.True(_world.Session.AcceptRtcp(Compound.Of(Block(100, 7), blocks.Written), _world.Wire.Now));

        ExtendedFigures said = Video.Reception!.Extended;
        Assert.Equal(new() { LossRun = 4, Discarded = 7, DiscardedInAll = 40, Duplicates = 3 }, said);
        Assert.Null(_world.Session.Streams[1].Reception);
    }

    [Theory]
    [InlineData(XrPeriod.Cumulative, false, 1, 2)]
    [InlineData(XrPeriod.Interval, true, 1, 2)]
    [InlineData(XrPeriod.Interval, false, 16, 2)]
    [InlineData(XrPeriod.Interval, false, 1, 0xfff)]
    public void Bursts_that_are_no_runs_of_losses_since_the_last_report_are_left_out(
        XrPeriod period, bool withDiscards, byte threshold, uint bursts)
    {
        XrWriter blocks = new(new byte[100]);
        blocks.Add(new BurstGapLoss(Video.Identity.Ssrc, period, withDiscards, threshold, 0, 8, 8, bursts, 0));
        blocks.Add(new DiscardCount(Video.Identity.Ssrc, XrPeriod.Interval, DiscardType.Late, DiscardCount.Unavailable));
        Assert.True(_world.Session.AcceptRtcp(Compound.Of(Block(100, 8), blocks.Written), _world.Wire.Now));
        Assert.Equal(default, Video.Reception!.Extended);
    }

    [Fact]
    public void Reports_are_remembered_one_after_the_other_and_not_without_end()
    {
        for (uint report = 1; report <= 40; report++)
            _world.Session.AcceptRtcp(Compound.Of(Block(report, 0)), _world.Wire.Now);
        Assert.Equal(Enumerable.Range(25, 16), Video.Receptions.Reports.Select(one => (int)one.Block.HighestSequence));
    }

    /// <summary>The estimate of RFC 3550, appendix A.8, in doubles, over what left: on a network without jitter the receiver sees
    /// this.</summary>
    [Fact]
    public void Jitter_that_a_plan_makes_is_known_to_the_sender()
    {
        TrackIndex track = SyntheticTrack.Video(3, BitRate.Mbps(3), 12);
        SendingWorld world = new(TimeSpan.FromSeconds(2), track.With(TrafficAnalysis.Of(track)));
        world.Play(0);
        for (int report = 0; report < 4; report++)
        {
            int before = world.Wire.All.Count;
            world.RunFor(2);
            SendStream stream = world.Session.Streams[0];
            world.Session.AcceptRtcp(Compound.Of(new(stream.Identity.Ssrc, 0, 0, 1, 1, 0, 0)), world.Wire.Now);
            double[] seen = Jitter([.. world.Wire.Media]);
            double own = stream.Reception!.OwnJitter.TotalMilliseconds;
            Assert.InRange(own, seen[^1] - 0.1, seen.Max() + 0.1);
            Assert.True(own > 5, $"{own} ms");
        }
    }

    private static double[] Jitter(SentPacket[] packets)
    {
        double jitter = 0;
        List<double> all = [0];
        for (int i = 1; i < packets.Length; i++)
        {
            double stamps = packets[i].Header.Timestamp.Since(packets[i - 1].Header.Timestamp) / 90.0;
            jitter += (Math.Abs((packets[i].At - packets[i - 1].At).TotalMilliseconds - stamps) - jitter) / 16;
            all.Add(jitter);
        }

        return [.. all];
    }

    private ReportBlock Block(uint highest, int lost) => new(Video.Identity.Ssrc, 0, lost, highest, 0, 0, 0);

    [Fact]
    public void Pictures_that_the_viewer_lost_are_counted_with_their_stream_and_are_a_sign_of_life()
    {
        SendingWorld world = new(SyntheticTrack.Video(3, BitRate.Kbps(900), 3), SyntheticTrack.Audio(3, BitRate.Kbps(96), 3));
        world.Play(0);
        SendStream picture = world.Session.Streams[0], sound = world.Session.Streams[1];

        Assert.True(world.Session.AcceptRtcp(Lost(picture.Identity.Ssrc), world.Wire.Now));
        Assert.True(world.Session.AcceptRtcp(Lost(picture.Identity.Ssrc), world.Wire.Now));
        Assert.False(world.Session.AcceptRtcp(Lost(new(0x0badcafe)), world.Wire.Now));

        Assert.Equal((2, 0), (picture.Receptions.PictureLosses, sound.Receptions.PictureLosses));
        Assert.Equal((2, 0), (picture.Receptions.TakePictureLosses(), picture.Receptions.TakePictureLosses()));
        Assert.Equal(world.Wire.Now, world.Session.LastHeard);
        Assert.Null(picture.Reception);
    }

    private static byte[] Lost(Ssrc source)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(99), []);
        writer.PictureLoss(new PictureLoss(new(99), source));
        return writer.Written.ToArray();
    }
}
