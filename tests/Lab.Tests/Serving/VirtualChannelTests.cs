using System.Net;
using System.Security.Cryptography;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual.Serving;
using Streaming.Server.Catalogue;

namespace Streaming.Lab.Tests.Serving;

public sealed class VirtualChannelTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly TitleTerms.Generated Film = new("film")
    {
        Duration = TimeSpan.FromSeconds(12),
        Renditions = [new("source", BitRate.Kbps(1_500)), new("360p", BitRate.Kbps(500))],
    };

    private static readonly ChannelTerms Lobby = new()
    {
        Name = "lobby", Titles = ["film"], Delay = TimeSpan.FromMilliseconds(500), Parity = ParityLayout.OfColumns(10, 5),
    };

    [Fact]
    public void A_channel_is_sent_to_its_groups_from_the_beginning_and_begins_its_list_again()
    {
        using ServedWorld world = World();
        world.Run(30);
        Assert.All(world.Sent, packet => Assert.Equal(239, packet.To.Address.GetAddressBytes()[0]));
        Assert.InRange(Rate(world, 20, 30) / 1e6, 2.2, 3.2);
        using OpenTitle open = TitleShelf.Open([Film], false, Stop).Open("film")!;
        IEnumerable<byte[]> lane = world.Sent.Where(packet => packet.To.Equals(new IPEndPoint(IPAddress.Parse("239.255.1.1"), 20_000)))
            .Select(packet => packet.Bytes);
        List<byte[]> samples = Reassembled.Samples(open.Index.Tracks[0].Track, lane);
        Assert.True(samples.Count > 2 * 300);
        Assert.Equal(samples.Take(300), samples.Skip(300).Take(300));
    }

    [Fact]
    public void A_receiver_is_told_the_group_and_one_that_wants_it_alone_is_sent_the_same_packets()
    {
        using ServedWorld world = World();
        world.Run(3);
        world.Connect(1);
        world.Connect(2);
        RtspResponse group = SetUp(world, 1, "RTP/AVP;multicast"), alone = SetUp(world, 2, "RTP/AVP;unicast;client_port=10000-10001");
        Assert.Contains("destination=239.255.1.1", group.Headers["Transport"], StringComparison.Ordinal);
        foreach ((int client, RtspResponse answer) in ((int, RtspResponse)[])[(1, group), (2, alone)])
            Assert.Equal(200, world.Ask(client, "PLAY", "channels/lobby", ("Session", SessionOf(answer))).Status);
        int before = world.Sent.Count;
        world.Run(5);

        // What it missed before it came is sent to it again, as packets of another type.
        ServedPacket[] sent = [.. world.Sent.Skip(before).Where(packet => !packet.IsReport && (packet.Bytes[1] & 0x7F) == 96)];
        IEnumerable<string> toGroup = sent.Where(packet => packet.To.Equals(new IPEndPoint(IPAddress.Parse("239.255.1.1"), 20_000)))
            .Select(packet => Convert.ToHexString(packet.Bytes));
        IEnumerable<string> toOne = sent.Where(packet => packet.To.Equals(new IPEndPoint(ServedWorld.AddressOf(2), 10_000)))
            .Select(packet => Convert.ToHexString(packet.Bytes));
        Assert.True(toOne.Count() > 300);
        Assert.Equal(toGroup, toOne);

        Assert.Equal(200, world.Ask(2, "TEARDOWN", "channels/lobby", ("Session", SessionOf(alone))).Status);
        before = world.Sent.Count;
        world.Run(2);
        Assert.DoesNotContain(world.Sent.Skip(before), packet => packet.To.Address.Equals(ServedWorld.AddressOf(2)));
    }

    [Fact]
    public void A_member_that_misses_packets_is_sent_them_again_by_itself()
    {
        using ServedWorld world = World();
        world.Run(3);
        world.Connect(1);
        RtspResponse setup = SetUp(world, 1, "RTP/AVP;multicast;client_port=10000-10001");
        world.Ask(1, "PLAY", "channels/lobby", ("Session", SessionOf(setup)));
        world.Run(2);
        ServedPacket last = world.Sent.Last(packet => packet.To.Equals(new IPEndPoint(IPAddress.Parse("239.255.1.1"), 20_000)));
        int before = world.Sent.Count;
        world.Server.AcceptReport(new(ServedWorld.AddressOf(1), 10_001), Nack(last.Bytes), world.Now);
        world.Run(0.2);
        ServedPacket again = Assert.Single(
            world.Sent.Skip(before), packet => packet.To.Equals(new IPEndPoint(ServedWorld.AddressOf(1), 10_000)) && !packet.IsReport);

        // RFC 4588 §4: the payload begins with the number of the packet it repeats.
        Assert.Equal(last.Bytes[2..4], again.Bytes[12..14]);
    }

    [Fact]
    public void Two_servers_send_a_channel_the_same_to_the_last_byte()
    {
        Assert.Equal(Hash(1), Hash(1));
        Assert.NotEqual(Hash(1), Hash(2));

        static string Hash(ulong seed)
        {
            using ServedWorld world = World(seed);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (ServedPacket packet in world.Run(10).Sent)
            {
                hash.AppendData(BitConverter.GetBytes(packet.At.Ticks));
                hash.AppendData(packet.Bytes);
            }

            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
    }

    private static byte[] Nack(byte[] packet)
    {
        byte[] compound = new byte[24];

        // A receiver report without blocks, then a generic NACK for one packet. RFC 3550 §6.4.2, RFC 4585 §6.2.1.
        byte[] head = [0x80, 201, 0, 1, 0, 0, 0, 77, 0x81, 205, 0, 3, 0, 0, 0, 77, .. packet[8..12], .. packet[2..4], 0, 0];
        head.CopyTo(compound, 0);
        Assert.True(CompoundPacket.TryParse(compound, out _, out _));
        return compound;
    }

    private static double Rate(ServedWorld world, double from, double to) => 8.0 / (to - from) * world.Sent
        .Where(packet => packet.At >= Instant.FromSeconds(100 + (long)from) && packet.At < Instant.FromSeconds(100 + (long)to))
        .Sum(packet => packet.Bytes.Length);

    private static RtspResponse SetUp(ServedWorld world, int client, string transport)
    {
        RtspResponse answer = world.Ask(
            client, "SETUP", "channels/lobby/trackID=1", ("Transport", transport), ("Supported", "streaming.channel, streaming.repair"));
        Assert.Equal(200, answer.Status);
        return answer;
    }

    private static string SessionOf(RtspResponse answer) => answer.Headers["Session"]!.Split(';')[0];

    private static ServedWorld World(ulong seed = 1)
    {
        TitleShelf shelf = TitleShelf.Open([Film], false, Stop);
        ServedWorld? world = null;
        VirtualServerOptions options = new()
        {
            Catalogue = shelf, Identities = client => world!.Draw(client), Channels = [Lobby], Seed = seed,
        };
        return world = new(options, shelf);
    }
}
