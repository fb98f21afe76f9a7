using Streaming.Formats.Fec;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Player.Repair;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;
using Streaming.Primitives.Chance;

namespace Streaming.Player.Tests.Repair;

/// <summary>A sender with parity that sends again what is asked for, a network, and one stream of a player, in one virtual time.</summary>
/// <remarks>400 packets a second, each with a stamp of its own; numbers and stamps wrap soon.</remarks>
internal sealed class RepairRig
{
    public const byte Media = 96, Parity = 127, Resend = 126;
    public static readonly Ssrc Source = new(7), ParitySource = new(8), ResendSource = new(9);
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2.5);
    private static readonly SequenceNumber First = new(65_400);
    private static readonly RtpTimestamp Epoch = new(uint.MaxValue - 90_000);

    private readonly RigNetwork _network;
    private readonly SeededRandom _random;
    private readonly PriorityQueue<Action, (Instant At, long Order)> _agenda = new();
    private readonly FecEncoder _encoder;
    private readonly byte[] _wire = new byte[2_048];
    private long _order;
    private bool _isClean;
    private SequenceNumber _nextResend = new(65_530);

    /// <param name="inGroup">All present at the same time; nobody waits for parity.</param>
    public RepairRig(RigNetwork network, ParityLayout? layout, bool resends, TimeSpan target, bool inGroup = false)
    {
        (_network, _random) = (network, new(network.Seed + 1_000));
        PayloadDescription payload = new(Media, "X", ClockRate.Video, 0, "");
        _encoder = new(Parity, new(ParitySource, new(65_535), Epoch), Source);
        _encoder.Change(layout ?? ParityLayout.None);
        OfferedTrack track = new()
        {
            Number = 0, Kind = TrackKind.Video, ControlUrl = "rtsp://h/1", Payload = payload,
            Resend = resends ? new(Resend, TimeSpan.FromSeconds(1)) : null,
        };
        StreamSetup setup = new(track, null, null, null, Source)
        {
            Parity = layout is null ? null : new(Parity, ParitySource, TimeSpan.FromSeconds(1)),
            Group = inGroup ? new("239.255.1.1", new(5_004, 5_005), null, null) : null,
        };
        Viewer = new(Now + network.Delay, ClockRate.Video, target);
        StreamParts parts = new(
            hooks => new(Media, ClockRate.Video, new KeepingDepacketizer(), ReorderPolicy.Datagrams, trustsAll: false, hooks)
            {
                Missing = new(),
            },
            () => new KeepingDepacketizer(),
            new SampleTally(false),
            new ReceptionReporter(new(99), "viewer", BitRate.Mbps(3), ClockRate.Video, new SeededRandom(1)));
        Stream = new(0, setup, parts, Viewer);
        Stream.Receive.Announce(Source);
        Stream.Repair.Suppose(network.Delay * 2);
        Stream.Repair.Grant(layout is not null, resends);
        Stream.Begin(new("", First, Epoch), null, Now);
    }

    public ActiveStream Stream { get; }

    public RigViewer Viewer { get; }

    public Instant Now { get; private set; } = Instant.FromSeconds(1_000);

    /// <summary>The payloads that were sent.</summary>
    public List<byte[]> Sent { get; } = [];

    /// <summary>Media packets the network has lost.</summary>
    public int Lost { get; private set; }

    public long RequestBytes { get; private set; }

    public ReceptionCounters Counters => Stream.Receive.Counters;

    public RepairStatistics Statistics => Stream.Repair.StatisticsAt(Now);

    private static RtpTimestamp StampOf(int number) => Epoch + (number * 225L);

    private static SequenceNumber NumberOf(int number) => First + number;

    /// <summary>Sends so many packets in their time, and lets pass what it takes to have them.</summary>
    public RepairRig Send(int packets)
    {
        for (int i = 0; i < packets; i++)
        {
            Run(Now + Interval);
            SendNext();
        }

        return this;
    }

    /// <summary>What lies behind the last loss comes, the block is closed, and all that is under way has come.</summary>
    public RepairRig Finish()
    {
        _isClean = true;
        Send(300);
        _encoder.Flush();
        SendParity();
        return Run(Now + TimeSpan.FromSeconds(2));
    }

    public void Change(ParityLayout layout) => _encoder.Change(layout);

    /// <summary>Another play begins with the next packet.</summary>
    public RepairRig Seek()
    {
        Stream.Receive.Hold();
        Viewer.Start = Now + _network.Delay;
        Stream.Begin(new("", NumberOf(Sent.Count), StampOf(Sent.Count)), null, Now);
        return this;
    }

    /// <summary>Somebody sends this.</summary>
    public void Inject(byte[] datagram) => Stream.Accept(datagram, Now);

    public static byte[] Packet(int number, byte[] payload)
    {
        byte[] packet = new byte[RtpHeader.Size + payload.Length];
        new RtpHeader(Media, number % 3 == 0, NumberOf(number), StampOf(number), Source).Write(packet);
        payload.CopyTo(packet, RtpHeader.Size);
        return packet;
    }

    /// <summary>All that came out is what was sent, each at most once, in order and in time.</summary>
    public void AssertTruth()
    {
        long last = long.MinValue;
        foreach ((long time, byte[] bytes, Instant at) in Viewer.Samples)
        {
            Assert.True(time > last);
            last = time;
            int number = (int)(Stream.Receive.SinceStart(time)!.Value / 225);
            Assert.Equal(Sent[number], bytes);
            Assert.True(at <= Viewer.DueOf(Stream, time), $"packet {number} at {at}");
        }

        Assert.Equal(Sent.Count, Viewer.Samples.Count + Viewer.Losses.Sum(loss => loss.Count));
        Assert.Equal(Sent.Count - Lost, Counters.Packets);
        Assert.Equal(Lost, Counters.Lost);
        Assert.Equal(Viewer.Losses.Sum(loss => loss.Count), Counters.GivenUp);
    }

    private void SendNext()
    {
        byte[] payload = new byte[_random.Next(20, 1_200)];
        _random.Fill(payload);
        byte[] packet = Packet(Sent.Count, payload);
        bool came = Carry(packet, Sent.Count);
        Sent.Add(payload);
        Lost += came ? 0 : 1;
        _encoder.Accept(packet);
        SendParity();
    }

    private void SendParity()
    {
        while (_encoder.HasNext)
            Carry(_wire[.._encoder.WriteNext(_wire)], null);
    }

    private bool Carry(byte[] packet, int? number, bool isResend = false)
    {
        bool came = false;
        foreach (TimeSpan transit in _isClean && !isResend ? [_network.Delay] : _network.Carry(number, isResend))
        {
            came = true;
            At(Now + transit, () => Stream.Accept(packet, Now));
        }

        return came;
    }

    private void At(Instant at, Action act) => _agenda.Enqueue(act, (at, _order++));

    private RepairRig Run(Instant end)
    {
        while (true)
        {
            Instant next = Instant.Min(Stream.Receive.Next, Stream.NextRequest);
            if (_agenda.TryPeek(out _, out (Instant At, long) first))
                next = Instant.Min(next, first.At);
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            while (_agenda.TryPeek(out _, out first) && first.At <= Now)
                _agenda.Dequeue()();
            Stream.Drain(Now);
            if (Stream.NextRequest <= Now)
                Request();
        }

        Now = end;
        return this;
    }

    private void Request()
    {
        byte[] wire = new byte[CompoundWriter.MaxSize];
        int size = Stream.WriteRequest(Now, wire);
        RequestBytes += size;
        if (size > 0)
            At(Now + _network.Delay, () => Answer(wire[..size]));
    }

    private void Answer(byte[] wire)
    {
        Assert.True(CompoundPacket.TryParse(wire, out CompoundPacket compound, out _));
        List<SequenceNumber> asked = [];
        foreach (RtcpPacket packet in compound)
        {
            if (!GenericNack.TryParse(packet, out GenericNack nack))
                continue;
            Assert.Equal((new(99), Source), (nack.Sender, nack.Source));
            foreach (NackEntry entry in nack)
            {
                foreach (SequenceNumber number in entry)
                    asked.Add(number);
            }
        }

        foreach (SequenceNumber number in asked)
        {
            int index = number.Since(First);
            Assert.InRange(index, 0, Sent.Count - 1);
            byte[] again = new byte[2_048];
            int size = ResentPacket.Wrap(Packet(index, Sent[index]), Resend, _nextResend, ResendSource, again);
            _nextResend += 1;
            Carry(again[..size], null, isResend: true);
        }
    }
}
