using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>Streams to groups, on real sockets of this machine.</summary>
public sealed class GroupDeliveryTests
{
    private readonly TrackIndex _video = SyntheticTrack.Video(7, BitRate.Mbps(2), 3, group: 5);
    private readonly StreamIdentity _identity = new(new(7), new(65_530), new(uint.MaxValue - 900));

    public GroupDeliveryTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("skipped: hearing how far a packet may go needs Linux");
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public async Task What_leaves_once_reaches_each_receiver_marked_and_with_so_many_hops(bool isIPv6, bool portable, bool segmentation)
    {
        LocalGroup group = isIPv6 ? LocalGroup.OfIPv6() : LocalGroup.OfIPv4();
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1, ForcePortable = portable, Segmentation = segmentation });
        using MarkedReceiver one = group.Media(), other = group.Media(), reports = group.Reports();
        SendSession session = Play(group.Transport(hops: 5));
        delivery.Start(session, new Listener());

        List<HeardDatagram> heard = one.Hear(200);
        Assert.Equal(heard.Select(Bytes), other.Hear(200).Select(Bytes));
        Assert.All(heard, datagram => Assert.Equal((34 << 2, 5), (datagram.Octet, datagram.Hops)));
        HeardDatagram report = reports.Hear(1).Single();
        Assert.Equal((24 << 2, 5), (report.Octet, report.Hops));
        Assert.Equal([.. Enumerable.Range(0, 200).Select(number => new SequenceNumber(65_530) + (ushort)number)], heard.Select(Number));

        await delivery.StopAsync(session);
        FlowReport flow = delivery.Report(session)!;
        Assert.Equal(session.Streams[0].PacketsSent, flow.Packets);
        Assert.Equal(0, flow.Dropped.Sum());
        Assert.Equal(!portable && segmentation, flow.Messages < flow.Packets);
    }

    [Fact]
    public async Task Who_joins_for_one_source_hears_that_one_from_the_port_that_all_media_leave_from()
    {
        IPAddress source = IPAddress.Loopback;
        LocalGroup group = LocalGroup.OfIPv4();
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1 });
        StreamTransport.Group transport = group.Transport(hops: 1, source);
        using MarkedReceiver right = group.Media(source), wrong = group.Media(IPAddress.Parse("127.0.0.2"));
        Assert.Equal(source, delivery.SourceOf(transport));
        SendSession session = Play(transport);
        delivery.Start(session, new Listener());

        Assert.Equal(50, right.Hear(50).Count);
        Assert.False(wrong.HasSome);
        await delivery.StopAsync(session);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_member_that_cannot_hear_the_group_is_sent_the_very_same_packets(bool portable)
    {
        LocalGroup group = LocalGroup.OfIPv4();
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1, ForcePortable = portable });
        using MarkedReceiver receiver = group.Media();
        using Client one = new(), other = new();
        using InterleavedQueue queue = new();
        SendSession session = Play(group.Transport(hops: 1));
        SendStream stream = session.Streams[0];
        MemberDelivery first = new(), second = new(), third = new();
        delivery.Start(session, new Listener());
        delivery.Attach(session, stream, one.Transport, first);
        delivery.Attach(session, stream, other.Transport, second);
        delivery.Attach(session, stream, new StreamTransport.Interleaved(queue, 0, 1), third);

        Assert.True(one.TakeUntil(() => one.Media.Count > 300));
        Assert.True(other.TakeUntil(() => other.Media.Count > 300));
        delivery.Detach(stream, second);
        await delivery.DoAsync(session, _ => { });
        Assert.True(one.TakeUntil(() => one.Media.Count > 500));
        await delivery.StopAsync(session);
        long packets = delivery.Report(session)!.Packets;
        Dictionary<SequenceNumber, string> sent = receiver.Hear((int)packets).ToDictionary(Number, datagram => Hex.Text(datagram.Bytes));
        Assert.True(one.TakeUntil(() => one.Media.Count == first.Report().Packets));
        Assert.True(other.TakeUntil(() => other.Media.Count == second.Report().Packets));
        Assert.All([.. one.Media, .. other.Media], packet => Assert.Equal(sent[Number(new(packet, 0, 0))], Hex.Text(packet)));
        Assert.InRange(one.Media.Count, 501, packets);
        Assert.True(other.Media.Count < one.Media.Count);
        Assert.Equal(packets + first.Report().Packets + second.Report().Packets + third.Report().Packets, delivery.Report().Flow.Packets);
        Assert.True(third.Report().Packets > 300);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_member_that_is_gone_or_reads_too_slowly_disturbs_nobody_and_is_counted_by_itself(bool portable)
    {
        LocalGroup group = LocalGroup.OfIPv4();
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1, ForcePortable = portable });
        using MarkedReceiver receiver = group.Media();
        using InterleavedQueue slow = new(20_000), closed = new();
        SendSession session = Play(group.Transport(hops: 1));
        SendStream stream = session.Streams[0];
        MemberDelivery unreachable = new(), slowly = new(), gone = new();
        Listener listener = new();
        delivery.Start(session, listener);
        IPAddress nobody = IPAddress.Parse("255.255.255.255");
        delivery.Attach(session, stream, new StreamTransport.Udp(new(nobody, 5_000), new(nobody, 5_001)), unreachable);
        delivery.Attach(session, stream, new StreamTransport.Interleaved(slow, 0, 1), slowly);
        delivery.Attach(session, stream, new StreamTransport.Interleaved(closed, 0, 1), gone);
        closed.Complete();

        Assert.Null(await listener.End);
        FlowReport flow = delivery.Report(session)!;
        Assert.Equal(stream.PacketsSent, flow.Packets);
        Assert.Equal(flow.Packets, receiver.Hear((int)flow.Packets).Count);
        Assert.Equal(0, flow.Dropped.Sum());
        Assert.True(unreachable.Report().DroppedFor(DropReason.Unreachable) > 300, $"{unreachable.Report()}");
        Assert.True(slowly.Report().DroppedFor(DropReason.QueueFull) > 300, $"{slowly.Report()}");
        Assert.Equal(0, gone.Report().Packets);
    }

    [Fact]
    public async Task What_receivers_tell_the_group_is_heard_and_what_strangers_send_is_counted()
    {
        LocalGroup group = LocalGroup.OfIPv4();
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1 });
        using MarkedReceiver receiver = group.Reports();
        using Client stranger = new();
        SendSession session = Play(group.Transport(hops: 1));
        Listener listener = new();
        delivery.Start(session, listener);
        Assert.NotEmpty(receiver.Hear(1));
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(99), new[] { new ReportBlock(_identity.Ssrc, 0, 4, 0, 0, 0, 0) });

        group.Tell(writer.Written);
        await listener.Sign;
        Assert.Equal(4, session.Streams[0].Reception!.Block.CumulativeLost);

        group.Tell([1, 2, 3]);
        stranger.SendGarbage(delivery.RtcpPort);
        Assert.True(SpinWait.SpinUntil(() => delivery.Report().Garbage == 2, TimeSpan.FromSeconds(10)));
        Assert.Equal(1, delivery.Report().Reports);
        await delivery.StopAsync(session);
        delivery.Bye(session, "over");
    }

    [Fact]
    public void Where_no_packet_can_go_is_said_with_what_to_do()
    {
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1 });
        using Delivery narrow = new(new() { RtpPort = 0, Loops = 1, Address = IPAddress.Loopback });
        LocalGroup group = LocalGroup.OfIPv4();
        StreamTransport.Group to = group.Transport(hops: 1);

        AssertRefused(delivery, to with { Options = new(1, "nowhere0") }, "'nowhere0'", group.Interface.Name);
        AssertRefused(delivery, to with { Options = new(1, "192.0.2.77") }, "'192.0.2.77'", "choose one of");
        AssertRefused(delivery, to with { Options = new(1, group.Interface.Name, IPAddress.Parse("192.0.2.77")) }, "192.0.2.77");
        AssertRefused(narrow, new(new(IPAddress.Parse("ff15::1"), 5_004), new(IPAddress.Parse("ff15::1"), 5_005), new(1)), "IPv4");
        using System.Net.Sockets.Socket taken = new(System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        taken.Bind(group.Rtcp);
        AssertRefused(delivery, to, $"{group.Rtcp.Port}", "another program");
    }

    [Fact]
    public async Task What_is_done_on_the_sending_thread_comes_between_packets_or_not_at_all()
    {
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1 });
        SendSession session = Play(LocalGroup.OfIPv4().Transport(hops: 1));
        string? thread = null;
        Assert.False(await delivery.DoAsync(session, _ => thread = "none"));
        delivery.Start(session, new Listener());

        Assert.True(await delivery.DoAsync(session, _ => thread = Thread.CurrentThread.Name));
        Assert.Equal("send 0", thread);
        await delivery.StopAsync(session);
        Assert.False(await delivery.DoAsync(session, _ => thread = "none"));
        Assert.Equal("send 0", thread);
    }

    private static void AssertRefused(Delivery delivery, StreamTransport.Group group, params string[] words)
    {
        SendSession session = new GroupDeliveryTests().Play(group);
        IOException error = Assert.Throws<IOException>(() => delivery.Start(session, new Listener()));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.Null(delivery.Report(session));
    }

    private SendSession Play(StreamTransport to)
    {
        SendSession session = new(ProcessClock.Now, ProcessClock.NtpNow, "server@localhost", 1);
        SendStream stream = session.Add(_video, new MemoryFilm(SyntheticTrack.Bytes(_video, 1)), 96, _identity, 1_200, to);
        session.AllowResend(stream, 97, new(new(8), new(1), new(1)));
        session.Change(new(Ample, []), ProcessClock.Now);
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        return session;
    }

    private static string Bytes(HeardDatagram datagram) => Hex.Text(datagram.Bytes);

    private static SequenceNumber Number(HeardDatagram datagram)
    {
        Assert.True(RtpHeader.TryParse(datagram.Bytes, out RtpHeader header, out _, out _));
        return header.Sequence;
    }

    private static Contract Ample => new()
    {
        Generation = 1,
        Class = ServiceClass.Guaranteed,
        Traffic = new(BitRate.Mbps(100), new(1_000_000), TrafficSpec.NoPeak, new(60), new(1_500)),
        Reserved = BitRate.Mbps(100),
        Buffer = TimeSpan.Zero,
        Priority = 5,
    };
}
