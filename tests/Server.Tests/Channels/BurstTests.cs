using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;
using Streaming.Server.Tests.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Channels;

/// <summary>What a newcomer is sent of what the group got before it.</summary>
public sealed class BurstTests
{
    private static TrackIndex Picture(ulong seed = 1) =>
        SyntheticTrack.Video(seed, BitRate.Mbps(2), seconds: 60, group: 50, reordered: true);

    private static TrackIndex Sound => SyntheticTrack.Audio(2, BitRate.Kbps(128), seconds: 60);

    [Theory]
    [Seeds(10)]
    public void It_begins_at_the_key_picture_that_is_presented_and_leaves_no_hole_up_to_the_group(ulong seed)
    {
        MembersWorld world = new(Picture(seed), Sound);
        world.RunFor(7 + (0.37 * seed % 3));

        ChannelMember member = world.Join(isGroup: false);
        long[] sent = [.. world.Streams.Select(stream => stream.PacketsSent)];
        PlayPoint point = world.Members.Play(member, new(MembersWorld.Quick, IsReserved: true), world.Wire.Now);
        world.RunFor(5);

        Assert.Equal((world.Wire.Now - TimeSpan.FromSeconds(5) - world.Created - MembersWorld.Settings.Delay).Ticks, point.Start.Ticks);
        for (int lane = 0; lane < 2; lane++)
        {
            SendStream stream = world.Streams[lane];
            Dictionary<SequenceNumber, byte[]> group = world.Group(stream);
            byte[][] burst = [.. world.Sent(member).Where(packet => packet.Lane == stream).Select(packet => packet.Packet)];
            SequenceNumber next = point.Streams[lane].First;
            Assert.All(burst, packet =>
            {
                Assert.Equal(next, Header(packet).Sequence);
                Assert.Equal(group[next], packet);
                next += 1;
            });
            Assert.Equal(stream.Identity.First + unchecked((ushort)sent[lane]), next);
        }

        AssertEntries(world, point);
    }

    [Fact]
    public void It_catches_up_faster_than_real_time_and_within_what_it_was_granted()
    {
        MembersWorld world = new(Picture(), Sound);
        world.RunFor(10.9);

        ChannelMember member = world.Join();
        Instant begun = world.Wire.Now;
        world.Members.Play(member, new(MembersWorld.Quick, IsReserved: true), begun);
        world.RunFor(0.05);
        Assert.Equal(1, world.Members.Bursts);
        world.RunFor(3);

        SentPacket[] burst = [.. world.Wire.Repairs];
        Assert.Equal(0, world.Members.Bursts);
        Assert.InRange((burst[^1].At - begun).TotalSeconds, 0.2, 1);
        Conformity.Assert(burst, MembersWorld.Quick);
        Assert.Equal(burst.Length, world.Sent(member).Select(packet => (packet.Lane, Header(packet.Packet).Sequence)).Distinct().Count());
    }

    [Fact]
    public void A_picture_and_its_sound_come_together()
    {
        MembersWorld world = new(Picture(), Sound);
        world.RunFor(9.5);

        ChannelMember member = world.Join();
        PlayPoint point = world.Members.Play(member, new(MembersWorld.Quick, IsReserved: true), world.Wire.Now);
        world.RunFor(2);

        // How far behind the point of PLAY each lane has come; what of the picture lies before it comes first.
        TimeSpan[] reached = [TimeSpan.Zero, TimeSpan.Zero];
        foreach ((Instant _, SendStream lane, byte[] packet) in world.Sent(member))
        {
            int at = lane == world.Streams[0] ? 0 : 1;
            TimeSpan shown = lane.Index.Track.Clock.ToLength(Header(packet).Timestamp.Since(point.Streams[at].AtStart));
            reached[at] = shown > reached[at] ? shown : reached[at];
            Assert.InRange((reached[0] - reached[1]).TotalMilliseconds, -150, 150);
        }

        Assert.True(reached[0] > TimeSpan.FromSeconds(0.9), $"{reached[0]}");
    }

    [Fact]
    public void What_is_too_slow_to_catch_up_goes_on_at_the_next_key_picture_instead_of_showing_the_past()
    {
        MembersWorld world = new(Picture(), Sound);
        world.RunFor(10.9);

        ChannelMember member = world.Join();
        TrafficSpec slow = MembersWorld.Quick with { Rate = BitRate.Kbps(500), Depth = new(3_000) };
        PlayPoint point = world.Members.Play(member, new(slow, IsReserved: true), world.Wire.Now);
        world.RunFor(4);

        SequenceNumber[] pictures =
            [.. world.Sent(member).Where(sent => sent.Lane == world.Streams[0]).Select(sent => Header(sent.Packet).Sequence)];
        Assert.Equal(point.Streams[0].First, pictures[0]);
        Assert.Equal(0, world.Members.Bursts);
        Assert.True(pictures.Length < pictures[^1].Since(pictures[0]), "nothing was passed over");
        Assert.True((world.Wire.Repairs.Last().At - world.Created).TotalSeconds < 14);
    }

    [Fact]
    public void Bursts_without_a_contract_share_what_is_set_aside_for_resends()
    {
        MembersWorld world = new(Picture(), Sound);
        world.RunFor(10.9);

        ChannelMember[] members = [.. Enumerable.Range(0, 20).Select(_ => world.Join())];
        foreach (ChannelMember member in members)
            world.Members.Play(member, new(MembersWorld.Quick, IsReserved: false), world.Wire.Now);
        world.RunFor(1);

        BitRate lanes = BitRate.Mbps(2) + BitRate.Kbps(128);
        Conformity.Assert(world.Wire.Repairs, RepairTraffic.Of(lanes, Ratio.One));
        int[] packets = [.. members.Select(member => world.Sent(member).Count())];
        Assert.InRange(packets.Max() - packets.Min(), 0, 1);
        Assert.True(packets.Min() > 5, $"{packets.Min()}");
    }

    [Fact]
    public void Without_terms_and_before_anything_was_sent_lanes_begin_with_their_next_packet()
    {
        MembersWorld world = new(Picture(), Sound);
        ChannelMember early = world.Join(), late = world.Join();

        PlayPoint first = world.Members.Play(early, new(MembersWorld.Quick, IsReserved: true), world.Wire.Now);
        world.RunFor(5);
        PlayPoint second = world.Members.Play(late, terms: null, world.Wire.Now);
        world.RunFor(1);

        Assert.Equal(MediaTime.Zero, first.Start);
        Assert.Equal(world.Streams.Select(stream => stream.Identity.First), first.Streams.Select(stream => stream.First));
        Assert.Equal(4, Math.Round(second.Start.Seconds, 3));
        Assert.Empty(world.Wire.Repairs);
    }

    [Fact]
    public void Whoever_leaves_is_sent_nothing_more_and_a_lane_that_is_added_joins_the_burst()
    {
        MembersWorld world = new(Picture(), Sound);
        world.RunFor(10.9);
        ChannelMember member = world.Join();
        MemberLane sound = member.Lanes[1];
        world.Members.Leave(sound);
        TrafficSpec half = MembersWorld.Quick with { Rate = BitRate.Mbps(5) };
        world.Members.Play(member, new(half, IsReserved: true), world.Wire.Now);
        world.RunFor(0.1);
        Assert.DoesNotContain(world.Sent(member), sent => sent.Lane == world.Streams[1]);

        world.Members.Join(new(member, sound.Stream, sound.Transport, sound.Own!.Transport, 126, sound.Own.Identity), world.Wire.Now);
        world.Members.Play(member, new(half, IsReserved: true), world.Wire.Now);
        world.RunFor(0.95);
        Assert.Contains(world.Sent(member), sent => sent.Lane == world.Streams[1]);
        Assert.Equal(1, world.Members.Bursts);

        int before = world.Wire.Repairs.Count();
        world.Members.Leave(member);
        world.RunFor(2);
        Assert.Equal(before, world.Wire.Repairs.Count());
        Assert.Equal((0, 0), (world.Members.Count, world.Members.Bursts));
    }

    private static RtpHeader Header(byte[] packet) => RtpHeader.TryParse(packet, out RtpHeader header, out _, out _) ? header : default;

    /// <summary>The picture's first packet begins the last key picture shown at or before the point; the sound's is heard just
    /// then.</summary>
    private static void AssertEntries(MembersWorld world, PlayPoint point)
    {
        SendStream picture = world.Streams[0], sound = world.Streams[1];
        MediaSample key = picture.Index.Samples[picture.Index.KeyAtOrBefore(point.Start)];
        Assert.Equal(key.PresentationUnits, Since(world, picture, point.Streams[0]));
        long heard = Since(world, sound, point.Streams[1]), at = sound.Index.Track.Clock.ToUnits(point.Start);
        Assert.InRange(at, heard, heard + 1_023);
    }

    /// <summary>The presentation time of the first packet, in units on the channel's axis.</summary>
    private static long Since(MembersWorld world, SendStream lane, StreamPoint point)
    {
        long start = Header(world.Group(lane)[point.First]).Timestamp.Since(point.AtStart);
        return start + point.AtStart.Since(lane.Identity.Epoch);
    }
}
