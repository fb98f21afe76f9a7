using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>How parity ends: what is set free together takes its time, and then it says goodbye.</summary>
public sealed class ParityEndTests
{
    /// <summary>A train of other packets may stand in front.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);

    [Fact]
    public void What_the_end_of_a_stream_sets_free_leaves_by_and_by_between_the_media_of_the_others()
    {
        TrackIndex video = SyntheticTrack.Video(1, BitRate.Mbps(2), 3);
        RepairWorld world = new(TimeSpan.Zero, video, SyntheticTrack.Audio(1, BitRate.Kbps(96), 6));
        world.Lay(ParityLayout.OfColumns(10, 5));
        world.World.Play(0);
        world.Wire.DriveToEnd(world.Session);

        Instant end = MediaOf(world, 0).Last().At;
        SentPacket[] freed = [.. world.Wire.Repairs.Where(packet => packet.Stream == world.Session.Streams[0] && packet.At > end)];
        Assert.InRange(freed.Length, 10, 20);
        foreach ((SentPacket one, SentPacket next) in freed.Zip(freed.Skip(1)))
        {
            double seconds = DatagramSizes.Of(one.Bytes.Length).Bytes * 8.0 / video.Track.MeanRate.BitsPerSecond;
            Assert.InRange((next.At - one.At).TotalSeconds, seconds - 1e-6, seconds + Turn.TotalSeconds);
        }

        Assert.Contains(MediaOf(world, 1), packet => packet.At > freed[0].At && packet.At < freed[^1].At);
    }

    [Fact]
    public void Columns_that_a_smaller_block_cuts_off_leave_by_and_by_and_parity_in_its_turn_goes_ahead_of_them()
    {
        RepairWorld world = new(TimeSpan.Zero, SyntheticTrack.Audio(1, BitRate.Kbps(96), 20));
        world.Lay(ParityLayout.OfColumns(20, 4));
        world.World.Play(0);
        world.World.RunFor(2);
        world.Lay(ParityLayout.OfRows(4));
        int before = world.Wire.Repairs.Count();
        world.World.RunFor(10);

        // A row each 85 ms, at times a column in its turn, and one that was set free: never more together.
        SentPacket[] parity = [.. world.Wire.Repairs.Skip(before)];
        Assert.True(parity.Length > 100);
        foreach ((SentPacket one, SentPacket later) in parity.Zip(parity.Skip(3)))
            Assert.True(later.At - one.At > TimeSpan.FromMilliseconds(10), $"{one.At} and {later.At}");
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(40)]
    public void Parity_says_goodbye_behind_its_source_when_all_of_it_has_left(int kbps)
    {
        RepairWorld world = Sound(kbps);
        world.Wire.DriveToEnd(world.Session);

        SentPacket last = world.Wire.Repairs.Last();
        Assert.True(last.At > world.Wire.Media.Last().At);
        AssertGoodbyes(world, last.At);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(40)]
    public void Parity_says_goodbye_when_its_session_is_left(int kbps)
    {
        RepairWorld world = Sound(kbps);
        world.World.RunFor(1);
        world.World.SayGoodbye();

        AssertGoodbyes(world, world.Wire.Media.Last().At);
    }

    /// <summary>Two tracks under one bucket, which the smaller rate keeps empty.</summary>
    private static RepairWorld Sound(int kbps)
    {
        RepairWorld world = new(
            TimeSpan.Zero, SyntheticTrack.Audio(1, BitRate.Kbps(24), 3), SyntheticTrack.Audio(2, BitRate.Kbps(24), 3));
        world.Grant(RepairWorld.Ample with { Rate = BitRate.Kbps(kbps), Depth = RepairWorld.Ample.MaxPacket }, null);
        world.Lay(ParityLayout.OfColumns(5, 4));
        world.World.Play(0);
        return world;
    }

    private static void AssertGoodbyes(RepairWorld world, Instant from)
    {
        (SentPacket Packet, List<RtcpType> Types)[] goodbyes =
            [.. world.Wire.Reports.Select(packet => (packet, TypesOf(packet))).Where(each => each.Item2.Contains(RtcpType.Bye))];
        SendStream[] streams = [.. world.Session.Streams];
        Assert.Equal(streams.SelectMany(stream => (SendStream[])[stream, stream]), goodbyes.Select(each => each.Packet.Stream));
        Assert.Equal(
            streams.SelectMany(stream => (RepairStream?[])[null, stream.Repair!.Parity]), goodbyes.Select(each => each.Packet.Repair));
        foreach ((SentPacket packet, List<RtcpType> types) in goodbyes)
        {
            RtcpType first = packet.Repair is null ? RtcpType.SenderReport : RtcpType.ReceiverReport;
            Assert.Equal([first, RtcpType.SourceDescription, RtcpType.Bye], types);
            Assert.True(packet.At >= from);
        }
    }

    /// <summary>All of them of the stream, or of its parity.</summary>
    private static List<RtcpType> TypesOf(SentPacket packet)
    {
        Ssrc own = packet.Repair?.Identity.Ssrc ?? packet.Stream.Identity.Ssrc;
        List<RtcpType> types = [];
        Assert.True(CompoundPacket.TryParse(packet.Bytes, out CompoundPacket compound, out _));
        foreach (RtcpPacket one in compound)
        {
            types.Add(one.Type);
            Assert.True(one.Type != RtcpType.Bye || (Bye.TryParse(in one, out Bye bye) && bye.Contains(own)));
            if (ReceiverReport.TryParse(in one, out ReceiverReport report, out ReportBlocks blocks))
                Assert.Equal((own, 0), (report.Sender, blocks.Count));
        }

        return types;
    }

    private static IEnumerable<SentPacket> MediaOf(RepairWorld world, int stream) =>
        world.Wire.Media.Where(packet => packet.Stream == world.Session.Streams[stream]);
}
