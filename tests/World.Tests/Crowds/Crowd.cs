using System.Net;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.World.Tests.Crowds;

/// <summary>A channel of one lane of 2 Mb/s and its receivers, up to a hundred thousand, in virtual time: the server's own feedback and
/// repair, the players' own timers and clocks, and between them a network that delays.</summary>
internal sealed class Crowd
{
    /// <summary>UDP and IPv4, as RFC 3550 §6.2 counts.</summary>
    private const int LowerHeaders = 28;

    public static readonly BitRate Rate = BitRate.Mbps(2);

    private readonly SeededRandom _random;
    private readonly PriorityQueue<CrowdReceiver, Instant> _timers = new();
    private readonly Dictionary<OutgoingStream, CrowdReceiver> _byStream = [];
    private readonly byte[] _report = new byte[CompoundWriter.MaxSize];
    private readonly SendSession _sending;
    private readonly bool _keepsTime;
    private int _joined;

    /// <param name="keepsTime">Receivers learn the server's clock; else they only report.</param>
    public Crowd(ulong seed, bool keepsTime = false)
    {
        (_random, _keepsTime) = (new(seed), keepsTime);
        Created = Now = Instant.FromSeconds(1_000);
        _sending = new(Created, new(0xE000_0000_1234_5678), "channel@example", seed);
        IPAddress address = IPAddress.Parse("239.1.1.1");
        StreamTransport group = new StreamTransport.Group(new(address, 6_000), new(address, 6_001), new(Hops: 1));
        SendStream lane = _sending.Add(
            Testing.Films.SyntheticTrack.Video(seed, Rate, seconds: 900), new BlankFilm(), 96,
            new(new(10), new(65_500), new(uint.MaxValue - 900)), 1_400, group);
        Lane = new(lane, Created);
        Members = new(_sending, new("one", new Playlist(["film"], IsLooped: true), new(address, 6_000)));
        Feedback = new(_sending, Members);
        Wire = new(Take);
        _sending.Prepare(MediaTime.Zero, null, Created);
    }

    public Instant Created { get; }

    public Instant Now { get; private set; }

    public SendLane Lane { get; }

    public ChannelMembers Members { get; }

    public GroupFeedback Feedback { get; }

    public CrowdWire Wire { get; }

    public List<CrowdReceiver> Receivers { get; } = [];

    /// <summary>All RTCP by seconds, the server's and the receivers', in bytes with lower headers: of the server, what leaves it.</summary>
    public List<long> Seconds { get; } = [0];

    /// <summary>The most RTCP of any stretch of so many seconds, as a share of the lane.</summary>
    public double MostShare(int stretch) =>
        Enumerable.Range(0, Math.Max(1, Seconds.Count - stretch)).Max(at => Seconds.Skip(at).Take(stretch).Sum()) * 8.0
        / stretch / Rate.BitsPerSecond;

    /// <summary>The share of RTCP from so many seconds after the beginning on.</summary>
    public double ShareFrom(int second) => Seconds.Skip(second).Average() * 8 / Rate.BitsPerSecond;

    public CrowdReceiver Join()
    {
        int number = _joined++;
        IPAddress host = new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        StreamTransport.Udp own = new(new(host, 5_000), new(host, 5_001));
        ChannelMember member = new($"member {number}", host);
        StreamIdentity resends = new(new(0x5000_0000 + (uint)number), default, default);
        MemberLane lane = new(member, Lane.Stream, Lane.Stream.Transport, own, 126, resends);
        Assert.True(Members.Join(lane, Now));
        PlayPoint point = Members.Play(member, terms: null, Now);
        SeededRandom random = new(_random.NextUInt64());
        RtcpTimer timer = new(RtcpInterval.ShareOf(Rate), 140, random);
        CrowdReceiver receiver = new(lane, own.Rtcp, timer, random);
        if (_keepsTime)
            receiver.Began(point.Start, Now);
        timer.Resize(2, 1, Now);
        timer.Join(Now);
        receiver.Place = Receivers.Count;
        Receivers.Add(receiver);
        _byStream.Add(lane.Own!, receiver);
        Wake(receiver);
        return receiver;
    }

    /// <summary>It tears its session down; that says more than a BYE.</summary>
    public void Leave(CrowdReceiver receiver)
    {
        Members.Leave(receiver.Lane.Member);
        Stop(receiver);
    }

    /// <summary>It is switched off.</summary>
    public void Stop(CrowdReceiver receiver)
    {
        _byStream.Remove(receiver.Lane.Own!);
        receiver.Woken = Instant.Never;
        Receivers[receiver.Place] = Receivers[^1];
        Receivers[receiver.Place].Place = receiver.Place;
        Receivers.RemoveAt(Receivers.Count - 1);
    }

    public void Run(double seconds)
    {
        for (Instant end = Now + TimeSpan.FromSeconds(seconds); ;)
        {
            Instant server = Instant.Min(_sending.Next, Instant.Min(Members.Next, Feedback.Next));
            Instant receiver = _timers.TryPeek(out _, out Instant at) ? at : Instant.Never;
            Instant next = Instant.Min(server, receiver);
            if (next > end)
            {
                Now = end;
                return;
            }

            Now = Instant.Max(Now, next);
            if (receiver <= Now)
                Expire(_timers.Dequeue(), receiver);
            else
                Emit();
        }
    }

    /// <summary>A receiver says something.</summary>
    public void Send(CrowdReceiver receiver, ReadOnlySpan<byte> compound)
    {
        Count(compound.Length);
        Feedback.AcceptRtcp(compound, receiver.Rtcp, Now + receiver.Way());
        if (Feedback.TryCall())
            Emit();
    }

    private void Emit()
    {
        Feedback.Emit(Now, Wire);
        _sending.Emit(Now, Wire);
        Members.Emit(Now, Wire);
    }

    private void Expire(CrowdReceiver receiver, Instant at)
    {
        // Those that were woken earlier meanwhile, or have left, are still in the queue.
        if (receiver.Woken != at)
            return;
        if (receiver.Timer.IsDue(Now))
        {
            int length = receiver.Write(Lane, Now, _report);
            receiver.Timer.Sent(length, Now);
            if (receiver.MayBeEarly)
                Send(receiver, _report.AsSpan(0, length));
            receiver.MayBeEarly = true;
        }

        Wake(receiver);
    }

    private void Wake(CrowdReceiver receiver)
    {
        receiver.Woken = receiver.Timer.Next;
        _timers.Enqueue(receiver, receiver.Woken);
    }

    private void Count(int bytes)
    {
        int second = (int)(Now - Created).TotalSeconds;
        while (Seconds.Count <= second)
            Seconds.Add(0);
        Seconds[second] += bytes + LowerHeaders;
    }

    /// <summary>A report of the server's: to everybody, or an answer.</summary>
    private void Take(OutgoingStream stream, ReadOnlySpan<byte> wire)
    {
        Count(wire.Length);
        Assert.True(CompoundPacket.TryParse(wire, out CompoundPacket compound, out _));
        (SenderReport report, IdmsSettings settings, ReceiverSummary? summary) = (default, default, null);
        foreach (RtcpPacket packet in compound)
        {
            if (SenderReport.TryParse(in packet, out SenderReport sender, out _))
                report = sender;
            else if (IdmsSettings.TryParse(in packet, out IdmsSettings settled))
                settings = settled;
            else if (ReceiverSummary.TryParse(in packet, out ReceiverSummary one))
                summary = one;
            else if (ExtendedReport.TryParse(in packet, out ExtendedReport extended) && _byStream.TryGetValue(stream, out var to))
                Answer(to, in report, extended);
        }

        if (summary is not ReceiverSummary told)
            return;
        foreach (CrowdReceiver receiver in Receivers)
        {
            receiver.Timer.Accept(in told, senders: 1, Now);
            if (receiver.Timer.Next < receiver.Woken)
                Wake(receiver);
            if (_keepsTime)
                receiver.Hear(Lane.PositionAt(Now), in report, in settings, answer: null, Now + receiver.Way());
        }
    }

    private void Answer(CrowdReceiver receiver, in SenderReport report, in ExtendedReport extended)
    {
        foreach (XrBlock block in extended)
        {
            if (!_keepsTime || !DelaySinceLastReference.TryFind(in block, receiver.Name, out DelaySinceLastReference answer))
                continue;
            IdmsSettings settings = new(default, default, 0, default, default, report.Ntp + Members.Presentation.Delay);
            receiver.Hear(Lane.PositionAt(Now), in report, in settings, answer, Now + receiver.Way());
        }
    }

    /// <summary>Nobody looks at the pictures.</summary>
    private sealed class BlankFilm : IByteSource
    {
        public long Length => long.MaxValue;

        public bool TryRead(long offset, Span<byte> destination)
        {
            destination.Clear();
            return true;
        }
    }
}
