using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;
using Streaming.Testing;

namespace Streaming.World.Tests.Channels;

/// <summary>Members that join or lose packets where one title follows another.</summary>
public sealed class MemberSeamTests
{
    private static readonly TrafficSpec Quick = new(BitRate.Mbps(20), new(20_000), TrafficSpec.NoPeak, new(60), new(1_500));

    [Theory]
    [Seeds(10)]
    public void A_burst_over_the_seam_of_two_titles_is_what_the_group_was_sent(ulong seed)
    {
        ChannelFilm[] films = [ChannelFilm.Make("one", seed, 4.1), ChannelFilm.Make("two", seed + 50, 3.3)];
        ChannelWorld world = new ChannelWorld(films, seed: seed).Loop(films);

        // Half of what is presented now and was sent since is of either title.
        world.Run(TimeSpan.FromSeconds(4.1 + 0.5));
        IPAddress host = IPAddress.Loopback;
        ChannelMember member = new("newcomer", host);
        StreamTransport own = new StreamTransport.Udp(new(host, 5_000), new(host, 5_001));
        foreach (SendStream lane in world.Sender.Streams)
        {
            StreamIdentity resends = new(new(lane.Identity.Ssrc.Value ^ 1), default, default);
            Assert.True(world.Sender.Members.Join(new(member, lane, own, own, 126, resends), world.Now));
        }

        long[] sent = [.. world.Sender.Streams.Select(lane => lane.PacketsSent)];
        PlayPoint point = world.Sender.Members.Play(member, new(Quick, IsReserved: true), world.Now);
        world.Run(TimeSpan.FromSeconds(2));

        Assert.Equal(3.6, point.Start.Seconds, 3);
        for (int lane = 0; lane < sent.Length; lane++)
        {
            SendStream stream = world.Sender.Streams[lane];
            byte[][] group = [.. world.Sent.Media.Where(packet => packet.Lane == lane).Select(packet => packet.Bytes)];
            byte[][] burst = [.. world.Sent.Parity.Where(packet => packet.Lane == lane).Select(packet => Original(packet.Bytes, stream))];
            int first = point.Streams[lane].First.Since(stream.Identity.First);
            Assert.Equal(group[first..(int)sent[lane]], burst);
            Assert.True(burst.Length > 5, "hardly anything was sent");
        }
    }

    private static byte[] Original(byte[] resent, SendStream stream)
    {
        byte[] original = new byte[resent.Length];
        Assert.True(ResentPacket.TryUnwrap(resent, stream.PayloadType, stream.Identity.Ssrc, original, out int length, out _));
        return original[..length];
    }
}
