using System.Net;
using System.Text;
using Streaming.Formats.Sap;
using Streaming.Server.Channels.Announcing;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.Channels;

public sealed class AnnouncerTests
{
    private static readonly IPAddress Source = IPAddress.Parse("192.0.2.1");

    private readonly Announcer _announcer = new(7);
    private Instant _now = new(0);

    [Fact]
    public void A_channel_is_announced_at_once_soon_again_and_then_every_five_minutes()
    {
        Assert.True(_announcer.Announce(Channel("news"), _now));

        List<TimeSpan> times = [.. Take(TimeSpan.FromHours(2)).Select(packet => packet.At - new Instant(0))];
        Assert.Equal(TimeSpan.Zero, times[0]);
        TimeSpan[] gaps = [.. times.Zip(times.Skip(1), (one, next) => next - one)];
        foreach ((TimeSpan gap, double wanted) in gaps.Zip([5.0, 10, 20, 40, 80, 160]))
            Assert.InRange(gap.TotalSeconds, wanted * 2 / 3, wanted * 4 / 3);
        Assert.All(gaps[6..], gap => Assert.InRange(gap.TotalSeconds, 200, 400));
        Assert.InRange(gaps[6..].Average(gap => gap.TotalSeconds), 270, 330);
    }

    [Fact]
    public void Many_channels_keep_to_what_announcements_may_take_together()
    {
        for (int i = 0; i < Announcer.Most; i++)
            Assert.True(_announcer.Announce(Channel($"news{i}", padding: 3_000), _now));
        Assert.False(_announcer.Announce(Channel("more"), _now));

        List<(Instant At, AnnouncementPacket Packet)> sent = Take(TimeSpan.FromHours(2));
        Assert.Equal(Announcer.Most, sent.Select(one => Read(one.Packet).Hash).Distinct().Count());
        Assert.InRange(sent.Count(one => one.At == new Instant(0)), 15, 25);
        double rate = sent.Sum(one => one.Packet.Bytes.Length) * 8 / TimeSpan.FromHours(2).TotalSeconds;
        Assert.InRange(rate, 3_000, 4_100);
    }

    [Fact]
    public void What_others_announce_makes_it_rarer_but_never_silent()
    {
        IPEndPoint scope = SapScope.Of(Group("239.255.1.2").Rtp.Address);
        byte[] wire = new byte[SapPacket.MostBytes];
        _announcer.Announce(Channel("news", padding: 3_000), _now);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] description = Encoding.ASCII.GetBytes($"v=0\r\no=- {i} 1 IN IP4 192.0.2.9\r\n");
            int length = SapPacket.Write(wire, false, IPAddress.Parse("192.0.2.9"), description);
            _announcer.Hear(wire.AsSpan(0, length), scope, _now);
        }

        _announcer.Hear([1, 2, 3], scope, _now);
        Assert.True(_announcer.Ignored > 3_000);
        List<(Instant At, AnnouncementPacket Packet)> sent = Take(TimeSpan.FromMinutes(55));
        TimeSpan last = sent[^1].At - sent[^2].At;
        Assert.InRange(last, TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(27));

        Take(TimeSpan.FromHours(1));
        sent = Take(TimeSpan.FromHours(1));
        Assert.InRange(sent[^1].At - sent[^2].At, TimeSpan.FromSeconds(200), TimeSpan.FromSeconds(400));
    }

    [Fact]
    public void Our_own_announcements_are_not_those_of_others()
    {
        _announcer.Announce(Channel("news"), _now);
        AnnouncementPacket packet = Take(TimeSpan.Zero).Single().Packet;

        _announcer.Hear(packet.Bytes, packet.To, _now);
        Assert.Equal(0, _announcer.Ignored);
    }

    [Fact]
    public void What_has_ended_is_deleted_thrice_under_its_hash()
    {
        _announcer.Announce(Channel("news"), _now);
        AnnouncementPacket said = Take(TimeSpan.FromMinutes(1))[0].Packet;

        _announcer.Withdraw("news", _now);
        List<(Instant At, AnnouncementPacket Packet)> deleted = Take(TimeSpan.FromHours(1));
        Assert.Equal([0, 1, 2], deleted.Select(one => (one.At - deleted[0].At).TotalSeconds));
        Assert.All(deleted, one => Assert.Equal((true, Read(said).Hash), Read(one.Packet)));
        Assert.All(deleted, one => Assert.Equal(said.To, one.Packet.To));
        Assert.Equal(Instant.Never, _announcer.Next);

        _announcer.Announce(Channel("short"), _now);
        _announcer.WithdrawAll(_now);
        Assert.Equal(Instant.Never, _announcer.Next);
    }

    [Fact]
    public void A_new_version_has_another_hash_and_another_session_takes_its_place()
    {
        _announcer.Announce(Channel("news", version: 1), _now);
        ushort first = Read(Take(TimeSpan.Zero).Single().Packet).Hash;
        _announcer.Announce(Channel("news", version: 1), _now);
        Assert.True(_announcer.Next > _now);

        _announcer.Announce(Channel("news", version: 2), _now);
        AnnouncementPacket next = Take(TimeSpan.Zero).Single().Packet;
        Assert.False(Read(next).IsDeletion);
        Assert.NotEqual(first, Read(next).Hash);

        _announcer.Announce(Channel("news", version: 2) with { Group = Group("239.192.1.2") }, _now);
        (bool, IPEndPoint)[] moved = [.. Take(TimeSpan.Zero).Select(one => (Read(one.Packet).IsDeletion, one.Packet.To))];
        Assert.Equal([(true, next.To), (false, SapScope.Of(IPAddress.Parse("239.192.1.2")))], moved);
    }

    [Fact]
    public void What_fits_no_packet_is_not_announced_and_what_was_said_before_is_taken_back()
    {
        _announcer.Announce(Channel("news"), _now);
        Take(TimeSpan.Zero);

        Assert.False(_announcer.Announce(Channel("news", padding: SapPacket.MostBytes), _now));
        Assert.All(Take(TimeSpan.FromHours(1)), one => Assert.True(Read(one.Packet).IsDeletion));
    }

    [Fact]
    public void A_packet_carries_the_description_from_where_the_channel_comes_as_far_as_it_goes()
    {
        Announcement channel = Channel("news");
        _announcer.Announce(channel, _now);
        AnnouncementPacket packet = Take(TimeSpan.Zero).Single().Packet;

        Assert.True(SapPacket.TryParse(packet.Bytes, out SapPacket said, out _));
        Assert.Equal(channel.Description, Encoding.UTF8.GetString(said.Payload));
        Assert.Equal((Source, Source, channel.Group.Options), (said.Source, packet.From, packet.Options));
    }

    [Theory]
    [InlineData("224.2.130.1", "224.2.127.254")]
    [InlineData("232.1.2.3", "224.2.127.254")]
    [InlineData("239.255.1.2", "239.255.255.255")]
    [InlineData("239.253.1.2", "239.255.255.255")]
    [InlineData("239.192.1.2", "239.195.255.255")]
    [InlineData("239.1.2.3", "239.195.255.255")]
    [InlineData("224.0.0.99", "224.0.0.255")]
    [InlineData("ff15::1:2", "ff05::2:7ffe")]
    [InlineData("ff3e::8000:1", "ff0e::2:7ffe")]
    public void Each_scope_has_its_group(string group, string announced) =>
        Assert.Equal(new(IPAddress.Parse(announced), 9_875), SapScope.Of(IPAddress.Parse(group)));

    /// <summary>What leaves within so long from now on, at the time it asks for.</summary>
    private List<(Instant At, AnnouncementPacket Packet)> Take(TimeSpan time)
    {
        List<(Instant, AnnouncementPacket)> taken = [];
        for (Instant end = _now + time; ; _now = Instant.Max(_now, _announcer.Next))
        {
            while (_announcer.TryTake(_now, out AnnouncementPacket? packet))
                taken.Add((_now, packet));
            if (_announcer.Next <= end)
                continue;
            _now = end;
            return taken;
        }
    }

    private static (bool IsDeletion, ushort Hash) Read(AnnouncementPacket packet)
    {
        Assert.True(SapPacket.TryParse(packet.Bytes, out SapPacket said, out _));
        return (said.IsDeletion, said.Hash);
    }

    private static StreamTransport.Group Group(string address) =>
        new(new(IPAddress.Parse(address), 5_004), new(IPAddress.Parse(address), 5_005), new(16));

    private static Announcement Channel(string name, int version = 1, int padding = 0) =>
        new(name, $"v=0\r\no=- {name} {version} IN IP4 192.0.2.1\r\ns={name}\r\n{new string('i', padding)}", Group("239.255.1.2"), Source);
}
