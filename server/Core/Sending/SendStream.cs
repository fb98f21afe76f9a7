using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>One simple stream on its way to one client: a cursor over the shared index and the RTP state that goes with it.</summary>
public sealed class SendStream
{
    private readonly IPacketizer _packetizer;
    private SampleCursor _cursor;
    private SampleSchedule _schedule;
    private MediaSample _sample;
    private RtpTimestamp _stamp;
    private RtpTimestamp _stampOfZero;
    private int _at = -1;
    private int _packetsLeft;
    private int _train;

    internal SendStream(
        TrackIndex index,
        IByteSource film,
        byte payloadType,
        StreamIdentity identity,
        IPacketizer packetizer,
        int maxPacket,
        StreamTransport transport)
    {
        Index = index;
        Film = film;
        PayloadType = payloadType;
        Identity = identity;
        Transport = transport;
        _packetizer = packetizer;
        _cursor = new(index);
        _schedule = new(index, maxPacket - RtpHeader.Size);
    }

    public TrackIndex Index { get; }

    public IByteSource Film { get; }

    public byte PayloadType { get; }

    public StreamIdentity Identity { get; }

    public StreamTransport Transport { get; }

    /// <summary>RTP packets sent so far: the unwrapped index of the next one, counted from <see cref="StreamIdentity.First"/>.</summary>
    public long PacketsSent { get; private set; }

    /// <summary>Their payload bytes, without headers: what a sender report says. RFC 3550 §6.4.1.</summary>
    public long OctetsSent { get; private set; }

    /// <summary>The number of the next packet.</summary>
    public SequenceNumber NextSequence => Identity.First + unchecked((ushort)PacketsSent);

    /// <summary>Whether the packet being handed to a sink is the first of its access unit.</summary>
    public bool IsUnitStart { get; private set; }

    /// <summary>Whether decoding can start at the access unit being sent.</summary>
    public bool IsUnitKey => _sample.IsKey;

    /// <summary>The most bytes the access unit being sent takes on the wire, from the packet at hand on, each packet's headers and
    /// framing included.</summary>
    public int UnitBytes => _sample.Size + ((_packetsLeft + 1) * 64) + PacketWriter.MaxInline;

    /// <summary>What the receiver last reported; null before it did. May be read from any thread.</summary>
    public ReceptionReport? Reception
    {
        get => Volatile.Read(ref field);
        internal set => Volatile.Write(ref field, value);
    }

    /// <summary>What the sink keeps for this stream; the core neither reads nor changes it.</summary>
    public object? SinkState { get; set; }

    /// <summary>Where in the film it is. May be read from any thread.</summary>
    public long FilmOffset => (uint)Volatile.Read(ref _at) < (uint)Index.Samples.Length ? Index.Samples[Volatile.Read(ref _at)].Offset : 0;

    /// <summary>Up to where whoever looks after films has asked for it to be read; the core neither reads nor changes it.</summary>
    public long AdvisedTo { get; set; }

    /// <summary>When the last sample is over.</summary>
    internal MediaTime FilmEnd
    {
        get
        {
            // The last to be decoded need not be the last to be shown; no codec here reorders over more than 16 pictures.
            long end = 0;
            ReadOnlySpan<MediaSample> samples = Index.Samples;
            for (int at = Math.Max(0, samples.Length - 16); at < samples.Length; at++)
                end = Math.Max(end, samples[at].PresentationUnits + samples[at].Duration);
            return Index.Track.Clock.ToTime(end);
        }
    }

    /// <summary>When its next packets are to leave, as far as the stream alone is concerned; never, when it has none left.</summary>
    internal Instant Departure { get; private set; } = Instant.Never;

    /// <summary>How many of them leave together.</summary>
    internal int TrainLeft { get; private set; }

    /// <summary>Whether its cursor was ever set; a stream added to a session that has played was not.</summary>
    internal bool IsPlaced { get; private set; }

    /// <summary>No packet has left since it began to run.</summary>
    internal bool IsOpening { get; private set; }

    internal bool IsTight => _schedule.Plan.IsTight;

    internal PacketDemand Demand => _schedule.Demand;

    /// <summary>Presentation time of the sample at hand.</summary>
    internal MediaTime SampleTime => Index.Track.Clock.ToTime(_sample.PresentationUnits);

    internal Reporting Reporting { get; } = new();

    /// <summary>The cursor, to be placed before a PLAY; what is left of a sample begun earlier is given up.</summary>
    internal ref SampleCursor Seek()
    {
        _packetsLeft = 0;
        IsPlaced = true;
        return ref _cursor;
    }

    /// <summary>Presentation time of the first sample it would send.</summary>
    internal MediaTime? First => _packetsLeft > 0 ? SampleTime : _cursor.First;

    internal void EndAt(MediaTime end) => _cursor.EndAt(end);

    /// <summary>Ties time stamps to a PLAY, exactly in units: <paramref name="sinceCreation"/> is where position <paramref name="start"/>
    /// lies.</summary>
    internal RtpTimestamp Tie(TimeSpan sinceCreation, MediaTime start)
    {
        ClockRate clock = Index.Track.Clock;
        long units = clock.ToUnits(start);
        _stampOfZero = Identity.Epoch + (clock.ToUnits(sinceCreation) - units);
        return _stampOfZero + units;
    }

    /// <summary>The stamp that the session's common clock shows, for a sender report.</summary>
    internal RtpTimestamp StampAt(TimeSpan sinceCreation) => Identity.Epoch + Index.Track.Clock.ToUnits(sinceCreation);

    /// <summary>Begins sending: what is left of a sample that a pause cut goes first, with the stamp it began with.</summary>
    internal void Run(PlayClock clock)
    {
        if (_packetsLeft > 0 && IsUnitStart)
        {
            // Planned, but not a packet of it left: it belongs to the new PLAY, with its stamp and its range.
            _cursor.Return(_at);
            _packetsLeft = 0;
        }

        IsOpening = true;
        _schedule.Restart(clock, _packetsLeft > 0 ? _at : _cursor.At);
        if (_packetsLeft > 0)
            Plan();
        else
            BeginSample();
    }

    internal void Stop() => Departure = Instant.Never;

    /// <summary>Hands the next <paramref name="count"/> packets to the sink.</summary>
    internal void Depart(int count, Instant due, IPacketSink sink)
    {
        ReadOnlySpan<MediaUnit> units = Index.UnitsOf(in _sample);
        for (int i = 0; i < count; i++)
        {
            PacketWriter packet = sink.Begin();
            Span<byte> header = packet.Reserve(RtpHeader.Size);
            bool marker = _packetizer.Write(in _sample, units, ref packet);
            new RtpHeader(PayloadType, marker, NextSequence, _stamp + packet.TimeOffset, Identity.Ssrc).Write(header);
            _packetsLeft--;
            PacketsSent++;
            OctetsSent += packet.Length - RtpHeader.Size;
            sink.Packet(this, in packet, due);
            IsUnitStart = false;
        }

        IsOpening = false;
        TrainLeft -= count;
        if (TrainLeft > 0)
            return;
        if (_packetsLeft > 0)
            SetTrain(_train + 1);
        else
            BeginSample();
    }

    private void BeginSample()
    {
        while (_cursor.TryTake(out _at, out _sample))
        {
            _packetsLeft = _packetizer.Begin(in _sample, Index.UnitsOf(in _sample));
            if (_packetsLeft == 0)
                continue;
            _stamp = _stampOfZero + _sample.PresentationUnits;
            IsUnitStart = true;
            Plan();
            return;
        }

        Departure = Instant.Never;
    }

    private void Plan()
    {
        _schedule.Begin(_at, _packetsLeft);
        SetTrain(0);
    }

    private void SetTrain(int train)
    {
        _train = train;
        Departure = _schedule.Plan.Departure(train);
        TrainLeft = _schedule.Plan.PacketsBefore(train + 1) - _schedule.Plan.PacketsBefore(train);
    }
}
