using System.Net;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Channels;

/// <summary>How many take part in a channel, and what they take.</summary>
public sealed class MemberLimitTests
{
    [Fact]
    public void A_channel_holds_as_many_members_as_it_may_and_what_they_take_is_what_is_said()
    {
        MembersWorld world = new(SyntheticTrack.Audio(1, BitRate.Kbps(64), seconds: 1));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        MemberLane[] lanes = [.. Enumerable.Range(0, ChannelMembers.Most + 1).Select(i => Lane(world, i))];
        foreach (MemberLane lane in lanes[..^1])
            Assert.True(world.Members.Join(lane, world.Wire.Now));
        Assert.False(world.Members.Join(lanes[^1], world.Wire.Now));
        long joined = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(ChannelMembers.Most, world.Members.Count);
        Assert.InRange(joined / ChannelMembers.Most, 300, 1_000);
        foreach (MemberLane lane in lanes)
            world.Members.Leave(lane);
        Assert.Equal(0, world.Members.Count);
        GC.KeepAlive(lanes);
    }

    private static MemberLane Lane(MembersWorld world, int number)
    {
        IPAddress host = new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        StreamTransport.Udp own = new(new(host, 5_000), new(host, 5_001));
        return new(new("one", host), world.Streams[0], world.Streams[0].Transport, own, 126, default);
    }
}
