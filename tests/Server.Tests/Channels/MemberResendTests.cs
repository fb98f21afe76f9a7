using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;
using Streaming.Server.Tests.Sending;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Channels;

/// <summary>Packets of a group that are sent again to one of its members.</summary>
public sealed class MemberResendTests
{
    private static MembersWorld World => new(
        SyntheticTrack.Video(1, BitRate.Mbps(2), seconds: 60), SyntheticTrack.Audio(2, BitRate.Kbps(128), seconds: 60));

    [Fact]
    public void What_a_member_asks_for_it_alone_is_sent_and_it_is_the_very_packet()
    {
        MembersWorld world = World;
        ChannelMember asking = world.Join(), other = world.Join();
        world.RunFor(3);

        SequenceNumber[] lost = [.. Latest(world, 0, 5)];
        world.Ask(asking, 0, lost);
        world.Ask(asking, 1, [.. Latest(world, 1, 1)]);
        world.RunFor(0.2);

        (Instant At, SendStream Lane, byte[] Packet)[] sent = [.. world.Sent(asking)];
        Assert.Equal(6, sent.Length);
        Assert.All(sent, packet =>
            Assert.Contains(world.Group(packet.Lane).Values, original => original.AsSpan().SequenceEqual(packet.Packet)));
        Assert.Empty(world.Sent(other));
        Assert.Equal(5, asking.Lanes[0].Repair.ResentPackets);
        Assert.Equal(5, world.Streams[0].Repair!.Figures.ResentPackets);
    }

    [Fact]
    public void Whoever_floods_waits_for_itself_alone()
    {
        MembersWorld world = World;
        ChannelMember flood = world.Join(), modest = world.Join();
        world.RunFor(2);

        List<TimeSpan> waits = [];
        for (int round = 0; round < 50; round++)
        {
            for (int i = 0; i < 20; i++)
                world.Ask(flood, 0, [.. Latest(world, 0, 200)]);
            SequenceNumber wanted = Latest(world, 0, 1).Single();
            Instant asked = world.Wire.Now;
            world.Ask(modest, 0, wanted);
            world.RunFor(0.1);
            (Instant at, _, _) = world.Sent(modest).Last();
            waits.Add(at - asked);
        }

        Assert.Equal(50, world.Sent(modest).Count());
        Assert.True(waits.Max() < TimeSpan.FromMilliseconds(60), $"{waits.Max()}");
        TrafficSpec share = RepairTraffic.Of(BitRate.Mbps(2) + BitRate.Kbps(128), Ratio.Percent(25));
        Conformity.Assert(world.Wire.Repairs.Where(sent => sent.Repair == flood.Lanes[0].Own), share);
        Assert.True(flood.Lanes[0].Repair.RefusedNoBudget > 1_000);
        Assert.True(world.Feedback.Snapshot().Overrun > 100, "more waits of one member than it may have");
        AssertKeepsRhythm(world);
    }

    [Fact]
    public void However_many_ask_all_together_get_no_more_than_is_set_aside_and_each_about_as_much()
    {
        MembersWorld world = World;
        ChannelMember[] members = [.. Enumerable.Range(0, 100).Select(_ => world.Join())];
        world.RunFor(2);

        for (int round = 0; round < 10; round++)
        {
            foreach (ChannelMember member in members)
                world.Ask(member, 0, [.. Latest(world, 0, 10)]);
            world.RunFor(0.3);
        }

        TrafficSpec all = RepairTraffic.Of(BitRate.Mbps(2) + BitRate.Kbps(128), Ratio.One);
        Conformity.Assert(world.Wire.Repairs, all);
        long[] shares = [.. members.Select(member => member.Lanes[0].Repair.ResentPackets)];
        Assert.True(shares.Sum() > 500, $"{shares.Sum()}");
        Assert.InRange(shares.Max() - shares.Min(), 0, 4);
        Assert.True(members.Sum(member => member.Lanes[0].Repair.RefusedTooOld) > 1_000, "what is too late is not sent any more");
        AssertKeepsRhythm(world);
    }

    [Fact]
    public void Strangers_and_those_who_have_left_are_sent_nothing()
    {
        MembersWorld world = World;
        ChannelMember member = world.Join();
        world.RunFor(2);
        IPEndPoint known = MembersWorld.RtcpOf(member.Lanes[0]);
        byte[] nack = [0x81, 205, 0, 3, 0, 0, 0, 77, 0, 0, 0, 10, 0, 0, 0, 0];
        (nack[12], nack[13]) = ((byte)(Latest(world, 0, 1).Single().Value >> 8), (byte)Latest(world, 0, 1).Single().Value);

        Assert.False(world.Feedback.AcceptRtcp(nack, new(IPAddress.Parse("10.9.9.9"), known.Port), world.Wire.Now));
        Assert.False(world.Feedback.AcceptRtcp(nack, new(known.Address, known.Port + 100), world.Wire.Now));
        Assert.True(world.Feedback.AcceptRtcp(nack, new(known.Address.MapToIPv6(), known.Port), world.Wire.Now));
        world.Members.Leave(member);
        Assert.False(world.Feedback.AcceptRtcp(nack, known, world.Wire.Now));
        world.RunFor(1.2);

        Assert.Empty(world.Wire.Repairs);
        Assert.Equal(3, world.Feedback.Snapshot().Strangers);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_packet_that_is_sent_again()
    {
        MembersWorld world = World;
        ChannelMember[] members = [.. Enumerable.Range(0, 8).Select(_ => world.Join())];
        world.RunFor(12);
        SilentWire wire = new();
        foreach (ChannelMember member in members)
            world.Members.Play(member, new(MembersWorld.Quick, IsReserved: false), world.Wire.Now);
        Instant now = world.Wire.Now;
        for (int i = 0; i < 200; i++)
            world.Members.Emit(now += TimeSpan.FromMilliseconds(1), wire);
        long sent = members.Sum(member => member.Lanes[0].Own!.PacketsSent);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 400; i++)
            world.Members.Emit(now += TimeSpan.FromMilliseconds(1), wire);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(members.Sum(member => member.Lanes[0].Own!.PacketsSent) > sent + 50, "nothing was sent");
        Assert.Equal(0, allocated);
    }

    /// <summary>The last packets that the group was sent.</summary>
    private static IEnumerable<SequenceNumber> Latest(MembersWorld world, int lane, int count)
    {
        SequenceNumber next = world.Streams[lane].NextSequence;
        return Enumerable.Range(0, count).Select(i => next + (i - count));
    }

    /// <summary>What is sent to single members never holds the lanes up.</summary>
    private static void AssertKeepsRhythm(MembersWorld world) =>
        Assert.All(world.Wire.Media, sent => Assert.True(sent.At - sent.Due < TimeSpan.FromMilliseconds(1), $"{sent.At - sent.Due}"));
}
