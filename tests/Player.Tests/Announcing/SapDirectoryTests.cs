using System.Net;
using System.Text;
using Streaming.Formats.Sap;
using Streaming.Player.Announcing;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Announcing;

/// <summary>What is announced, by servers that mean well and by others.</summary>
public sealed class SapDirectoryTests
{
    private static readonly IPAddress Server = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Stranger = IPAddress.Parse("192.0.2.66");

    private readonly SapDirectory _directory = new();
    private Instant _now = Instant.FromSeconds(1);

    [Fact]
    public void What_is_announced_is_listed_with_where_to_play_it()
    {
        Hear(Announcement("News"));
        HeardChannel channel = Assert.Single(_directory.Channels);
        Assert.Equal(
            ("News", "rtsp://192.0.2.1:8554/channels/news", "239.255.1.1", 1, "192.0.2.1"),
            (channel.Name, channel.Address, channel.Group, channel.Lanes, channel.From));
    }

    [Fact]
    public void It_is_gone_when_its_announcer_says_so_and_nobody_else()
    {
        byte[] deletion = Announcement("News", isDeletion: true);
        Hear(Announcement("News"));
        Hear(deletion, Stranger);
        Assert.Single(_directory.Channels);
        Hear(deletion);
        Assert.Empty(_directory.Channels);
    }

    [Fact]
    public void A_new_version_takes_the_place_of_the_one_before()
    {
        Hear(Announcement("News"));
        Hear(Announcement("News at ten", version: 2));
        Assert.Equal("News at ten", Assert.Single(_directory.Channels).Name);
    }

    [Fact]
    public void What_somebody_else_announces_takes_nobodys_place()
    {
        Hear(Announcement("News"));
        Hear(Announcement("Fake news", version: 2), Stranger);
        Assert.Equal(["Fake news", "News"], _directory.Channels.Select(channel => channel.Name));
    }

    [Theory]
    [InlineData(300, 3_600)]
    [InlineData(600, 6_000)]
    public void It_is_forgotten_after_ten_intervals_or_an_hour(int interval, int life)
    {
        Hear(Announcement("News"));
        _now += TimeSpan.FromSeconds(interval);
        Hear(Announcement("News"));
        _directory.Expire(_now + TimeSpan.FromSeconds(life - 1));
        Assert.Single(_directory.Channels);
        _directory.Expire(_now + TimeSpan.FromSeconds(life + 1));
        Assert.Empty(_directory.Channels);
    }

    [Fact]
    public void Nobody_has_more_than_his_share_and_all_together_no_more_than_there_is_room_for()
    {
        for (int i = 0; i < 10_000; i++)
            Hear(Announcement($"Bomb {i}", session: i), Stranger);
        Hear(Announcement("News"));
        Assert.Equal(SapDirectory.MostOfOne + 1, _directory.Channels.Count);

        // Of so many some have the hash of one that is kept, and take its place.
        Assert.InRange(_directory.Overflowed, 9_800, 10_000 - SapDirectory.MostOfOne);

        for (int i = 0; i < 10_000; i++)
            Hear(Announcement($"Bomb {i}", session: i), new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));
        Assert.Equal(SapDirectory.Most, _directory.Channels.Count);
        Assert.Contains(_directory.Channels, channel => channel.Name == "News");
    }

    [Fact]
    public void Bombs_are_counted_and_left()
    {
        byte[] compressed = Announcement("News");
        compressed[0] |= 1;
        Hear(compressed);
        Hear(new byte[SapPacket.MostBytes + 1]);
        Hear([0x20, 0, 1]);
        Hear([.. Announcement("News").AsSpan(0, 35)]);
        Assert.Equal((0, 3, 1), (_directory.Channels.Count, _directory.Ignored, _directory.TooLarge));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://192.0.2.1/")]
    public void An_address_of_another_kind_is_not_offered(string control)
    {
        Hear(Announcement("News\u001b[2J", control: control));
        HeardChannel channel = Assert.Single(_directory.Channels);
        Assert.Equal(("News [2J", ""), (channel.Name, channel.Address));
    }

    [Theory]
    [Seeds(200)]
    public void Noise_is_counted_and_nothing_else(ulong seed)
    {
        SeededRandom random = new(seed);
        byte[] packet = Announcement("News");
        for (int i = 0; i < 8; i++)
            packet[(int)(random.NextUInt64() % (ulong)packet.Length)] = (byte)random.NextUInt64();
        Hear(packet);
        Assert.InRange(_directory.Channels.Count + _directory.Ignored, 0, 1);
    }

    private static byte[] Announcement(
        string name, int version = 1, int session = 7, bool isDeletion = false, string control = "rtsp://192.0.2.1:8554/channels/news")
    {
        byte[] description = Encoding.UTF8.GetBytes(
            $"""
            v=0
            o=- {session} {version} IN IP4 192.0.2.1
            s={name}
            t=0 0
            a=control:{control}
            m=audio 5004 RTP/AVP 0
            c=IN IP4 239.255.1.1/16

            """.ReplaceLineEndings("\r\n"));
        byte[] packet = new byte[SapPacket.MaxOverhead + description.Length];
        return packet[..SapPacket.Write(packet, isDeletion, Server, description)];
    }

    private void Hear(byte[] packet, IPAddress? from = null) => _directory.Accept(packet, from ?? Server, _now);
}
