using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual.Serving;
using Streaming.Server.Catalogue;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Tests.Serving;

public sealed class VirtualServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly TitleTerms.Generated Film = new("film")
    {
        Duration = TimeSpan.FromSeconds(20),
        Renditions = [new("source", BitRate.Kbps(2_000)), new("360p", BitRate.Kbps(600))],
    };

    [Fact]
    public void A_film_is_sent_to_its_end_byte_for_byte()
    {
        using ServedWorld world = World();
        (_, RtspResponse answer) = world.Play(1, "film", 3);
        Assert.Equal(200, answer.Status);
        world.Run(25);
        using OpenTitle open = TitleShelf.Open([Film], false, Stop).Open("film")!;
        foreach (int id in (int[])[1, 3])
        {
            TrackIndex index = open.Index.Find(id)!;
            int port = 9_998 + (2 * id);
            List<byte[]> samples = Reassembled.Samples(
                index.Track, world.Sent.Where(packet => packet.To.Port == port).Select(packet => packet.Bytes));
            Assert.Equal(index.Samples.Length, samples.Count);
            for (int i = 0; i < samples.Count; i++)
            {
                ArrayBufferWriter<byte> stored = new();
                Assert.True(SampleReader.TryRead(index, i, open.Film(id), stored));
                Assert.Equal(stored.WrittenSpan, samples[i]);
            }
        }

        Assert.Equal(0, world.Server.Playing);
        Assert.All(world.Sent, packet => Assert.Equal(ServedWorld.AddressOf(1), packet.To.Address));
    }

    [Fact]
    public void Two_servers_do_the_same_to_the_last_byte()
    {
        Assert.Equal(Hash(), Hash());

        static string Hash()
        {
            using ServedWorld world = World();
            for (int client = 1; client <= 20; client++)
            {
                world.Play(client, "film", 3);
                world.Run(0.1 * client);
            }

            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (ServedPacket packet in world.Run(20).Sent)
            {
                hash.AppendData(BitConverter.GetBytes(packet.At.Ticks));
                hash.AppendData(packet.To.Address.GetAddressBytes());
                hash.AppendData(packet.Bytes);
            }

            foreach (string told in world.Told)
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes(told));
            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
    }

    [Fact]
    public void What_one_session_is_sent_does_not_depend_on_when_it_began()
    {
        List<(long After, int Size)> Course(double wait)
        {
            using ServedWorld world = World();
            world.Run(wait);
            Instant began = world.Now;
            world.Play(1, "film", 3);
            world.Run(20);
            return [.. world.Sent.Where(packet => !packet.IsReport).Select(packet => ((packet.At - began).Ticks, packet.Bytes.Length))];
        }

        List<(long After, int Size)> first = Course(0);
        Assert.True(first.Count > 4_000);
        Assert.Equal(first, Course(0.1));
        Assert.Equal(first, Course(37.3));
    }

    [Fact]
    public void What_a_link_has_no_room_for_is_refused_and_told_with_what_would_fit()
    {
        using ServedWorld world = World(BitRate.Mbps(3));
        Assert.Equal(200, world.Play(1, "film", 1, ("Flow-Spec", "class=guaranteed; buffer=1s")).Last.Status);
        (string session, RtspResponse second) = world.Play(2, "film", 1, ("Flow-Spec", "class=guaranteed; buffer=1s; accept=source"));
        Assert.Equal((453, ""), (second.Status, session));
        Assert.Contains(world.Told, told => told.StartsWith("10.0.0.2 refused uplink", StringComparison.Ordinal));
        Assert.Contains("360p", second.Headers["Alternative"], StringComparison.Ordinal);
        Assert.Equal(1, world.Server.Reservations);
        Assert.True(world.Server.Usage()[0].Guaranteed > BitRate.Mbps(2));
    }

    [Fact]
    public void Whoever_leaves_gives_back_what_he_held()
    {
        using ServedWorld world = World(BitRate.Mbps(50));
        (string session, _) = world.Play(1, "film", 3);
        world.Run(2);
        Assert.Equal((1, 1), (world.Server.Reservations, world.Server.Playing));
        Assert.Equal(200, world.Ask(1, "TEARDOWN", "film", ("Session", session)).Status);
        Assert.Equal((0, 0), (world.Server.Reservations, world.Server.Playing));
        Assert.Contains(world.Told, told => told == "10.0.0.1 ended: torn down, met");
        int sent = world.Run(1).Sent.Count;
        Assert.Equal(sent, world.Run(5).Sent.Count);
    }

    [Fact]
    public void Whoever_says_nothing_is_let_go_after_a_minute_and_holds_nothing_then()
    {
        using ServedWorld world = World(BitRate.Mbps(50), lease: TimeSpan.FromSeconds(5));
        world.Play(1, "film", 1);
        world.Run(59);
        Assert.DoesNotContain(world.Told, told => told.Contains("ended", StringComparison.Ordinal));
        world.Run(3);
        Assert.Contains(world.Told, told => told == "10.0.0.1 ended: timed out, met");
        Assert.Equal(0, world.Server.Reservations);
    }

    [Fact]
    public void A_link_that_shrinks_moves_somebody_and_tells_him()
    {
        using ServedWorld world = World(BitRate.Mbps(6));
        foreach (int client in (int[])[1, 2])
        {
            (string, string)[] headers = [("Flow-Spec", "class=guaranteed; buffer=1s"), ("Supported", "streaming.contract")];
            Assert.Equal(200, world.Play(client, "film", 1, headers).Last.Status);
            world.Run(1);
        }

        world.Run(5);
        Assert.True(world.Server.ChangeRate("uplink", BitRate.Mbps(4), world.Now));
        Assert.False(world.Server.ChangeRate("nowhere", BitRate.Mbps(1), world.Now));
        world.Run(5);
        Assert.Contains(world.Told, told => told.StartsWith("10.0.0.2 moved from source to 360p", StringComparison.Ordinal));
        Assert.Contains(world.Told, told => told.StartsWith("10.0.0.2 in force 360p", StringComparison.Ordinal));
        Assert.DoesNotContain(world.Told, told => told.StartsWith("10.0.0.1 moved", StringComparison.Ordinal));
        (long connection, RtspRequest notice) = Assert.Single(world.Asked);
        Assert.Equal((2L, "SET_PARAMETER"), (connection, notice.Method));
    }

    [Fact]
    public void Many_viewers_are_not_taken_for_one_that_asks_too_much()
    {
        using ServedWorld world = World();
        for (int client = 1; client <= 300; client++)
            Assert.Equal(200, world.Play(client, "film", 1).Last.Status);
        world.Connect(1_000);
        int refused = Enumerable.Range(0, 250).Count(_ => world.Ask(1_000, "OPTIONS", "film").Status == 503);
        Assert.InRange(refused, 30, 60);
        Assert.Contains(1_000L, world.HungUp);
    }

    [Fact]
    public void A_killed_server_says_nothing_and_the_next_one_knows_nobody()
    {
        using ServedWorld world = World();
        (string session, _) = world.Play(1, "film", 1);
        world.Run(2);
        int sent = world.Sent.Count;
        world.Kill();
        Assert.Equal(Instant.Never, world.Server.Next);
        world.Run(2);
        Assert.Equal(sent, world.Sent.Count);
        world.Restart();
        world.Connect(1);
        Assert.Equal(454, world.Ask(1, "PLAY", "film", ("Session", session)).Status);
        Assert.Equal(200, world.Play(2, "film", 1).Last.Status);
    }

    [Fact]
    public void Control_alone_admits_and_holds_as_it_would_and_sends_nothing()
    {
        using TitleShelf shelf = TitleShelf.Open([Film], false, Stop);
        List<string> Told(bool sendsNothing)
        {
            ServedWorld? world = null;
            world = new(Uplink(shelf, BitRate.Mbps(3), client => world!.Draw(client)) with { SendsNothing = sendsNothing });
            (string session, _) = world.Play(1, "film", 1, ("Flow-Spec", "class=guaranteed; buffer=1s"));
            world.Run(10);
            Assert.Equal(453, world.Play(2, "film", 1, ("Flow-Spec", "class=guaranteed; buffer=1s; accept=source")).Last.Status);
            world.Run(sendsNothing ? 3_600 : 10);
            Assert.Equal((1, sendsNothing), (world.Server.Reservations, world.Packets == 0));
            world.Ask(1, "TEARDOWN", "film", ("Session", session));
            Assert.Equal(0, world.Server.Reservations);
            return [.. world.Told.Where(told => !told.Contains("traffic", StringComparison.Ordinal))];
        }

        Assert.Equal(Told(sendsNothing: false), Told(sendsNothing: true));
    }

    private static ServedWorld World() => new(shelf: TitleShelf.Open([Film], false, Stop));

    /// <summary>With one link to everybody.</summary>
    private static ServedWorld World(BitRate uplink, TimeSpan? lease = null)
    {
        TitleShelf shelf = TitleShelf.Open([Film], false, Stop);
        ServedWorld? world = null;
        VirtualServerOptions options = Uplink(shelf, uplink, client => world!.Draw(client));
        return world = new(options with { Network = options.Network with { Lease = lease ?? options.Network.Lease } }, shelf);
    }

    private static VirtualServerOptions Uplink(TitleShelf shelf, BitRate rate, Func<IPAddress, FreshIdentity> identities) => new()
    {
        Catalogue = shelf,
        Identities = identities,
        Network = new()
        {
            Links = [new("uplink", rate, Ratio.Percent(90), new(4_000_000), TimeSpan.FromMilliseconds(1))],
            Routes = [new("10.0.0.0/8", "uplink")],
        },
    };
}
