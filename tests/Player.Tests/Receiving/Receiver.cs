using Streaming.Formats.Rtp;
using Streaming.Player.Monitoring;
using Streaming.Player.Receiving;

namespace Streaming.Player.Tests.Receiving;

/// <summary>A stream under test and the hand that feeds it. Numbers are about to wrap: packet n is sequence 65 530 + n.</summary>
internal sealed class Receiver
{
    public const byte PayloadType = 96;
    public static readonly SequenceNumber First = new(65_530);
    public static readonly RtpTimestamp Epoch = new(uint.MaxValue - 900);
    public static readonly Ssrc Server = new(7);

    private readonly RecordingDepacketizer _depacketizer = new();

    public Receiver(
        ReorderPolicy? policy = null, bool announced = true, bool begun = true, bool trustsAll = false,
        ReceptionMonitor? monitor = null, StreamHooks? hooks = null)
    {
        policy ??= ReorderPolicy.Datagrams;
        Stream = new(PayloadType, ClockRate.Video, _depacketizer, policy, trustsAll, hooks) { Monitor = monitor };
        if (announced)
            Stream.Announce(Server);
        if (begun)
            Stream.Begin(First, Epoch, default);
    }

    public ReceiveStream Stream { get; }

    public ReceptionCounters Counters => Stream.Counters;

    public List<PacketLoss> Losses { get; } = [];

    /// <summary>Of each sample, its place from the start of the play in force when it came out.</summary>
    public List<long?> Places { get; } = [];

    public bool HasEnded { get; private set; }

    /// <summary>What the depacketizer was told.</summary>
    public string Told => string.Join(' ', _depacketizer.Calls);

    /// <summary>Packets by number, all at one instant; the payload is the number's low byte.</summary>
    public Receiver Feed(double at, params int[] numbers)
    {
        foreach (int number in numbers)
            FeedFrom(at, Server, First + number, (byte)number);
        return this;
    }

    public Receiver FeedFrom(double at, Ssrc source, SequenceNumber sequence, byte payload, byte type = PayloadType)
    {
        byte[] wire = new byte[RtpHeader.Size + 1];
        new RtpHeader(type, false, sequence, Epoch + (payload * 3_600L), source).Write(wire);
        wire[RtpHeader.Size] = payload;
        return FeedRaw(at, wire);
    }

    public Receiver FeedRaw(double at, params byte[] wire)
    {
        Stream.Accept(wire, Instant.FromSeconds(at));
        return Crank(at);
    }

    /// <summary>Lets time pass.</summary>
    public Receiver Crank(double at)
    {
        Instant now = Instant.FromSeconds(at);
        while (Stream.TryTake(now, out ReceiveEvent taken))
        {
            if (taken.Kind == ReceiveEventKind.Loss)
                Losses.Add(taken.Loss);
            if (taken.Kind == ReceiveEventKind.Sample)
                Places.Add(Stream.SinceStart(taken.Sample.Time));
            HasEnded |= taken.Kind == ReceiveEventKind.Ended;
        }

        return this;
    }
}
