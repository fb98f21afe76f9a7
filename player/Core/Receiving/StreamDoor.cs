using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>
/// Where datagrams become packets of one stream: parsed, their source proven, what wraps unwrapped, and all of it counted.
/// </summary>
/// <remarks>
/// A source is given indices equal to its extended sequence numbers; one that takes over (another SSRC, or numbers that jumped)
/// goes on directly behind what came before, marked as a new start, so that behind the door there is one endless line of packets.
/// What a group had sent before we listened belongs to the line, but not to what the network is judged by.
/// </remarks>
/// <param name="inGroup">Whether it comes by multicast: what lies before the first packet may come another way.</param>
/// <param name="capacity">How far apart packets may lie that are put in order.</param>
internal sealed class StreamDoor(
    byte payloadType, ClockRate clock, bool trustsAll, bool inGroup = false, int capacity = ReorderBuffer.Usual)
{
    private readonly Probation _probation = new();
    private readonly SourceGate _gate = new() { TrustsAll = trustsAll };
    private readonly TimestampUnwrapper _stamps = new();
    private List<ProbationPacket> _proven = [];
    private SequenceNumber? _announcedFirst;
    private bool _isBegun;
    private long _strays;

    /// <summary>Packet index minus extended sequence number of the source that plays.</summary>
    private long _offset;
    private PacketIndex _runStart;

    /// <summary>The first packet that the network brought of a group.</summary>
    private PacketIndex? _heardFrom;

    /// <summary>Where times come to lie.</summary>
    public TimeLine Line { get; } = new(clock);

    /// <summary>The source that plays; null before the first.</summary>
    public SourceStatistics? Source { get; private set; }

    /// <summary>The first packet: as RTP-Info tells, else the lowest received. Null before the first.</summary>
    public PacketIndex? First { get; private set; }

    /// <summary>One behind the highest packet.</summary>
    public PacketIndex End { get; private set; }

    /// <summary>Packets from the first to the highest.</summary>
    public long Expected => (inGroup ? _heardFrom : First) is { } first ? End - first : 0;

    public long Malformed { get; private set; }

    /// <summary>Packets of another payload type, of sources never proven, or from before the start.</summary>
    public long Strays => _strays + _probation.Strays + (Source is null ? 0 : _probation.Kept);

    public long SourceChanges { get; private set; }

    public Instant? FirstPacketAt { get; private set; }

    public Instant? LastPacketAt { get; private set; }

    public void Announce(Ssrc source) => _gate.Announced = source;

    /// <summary>Who was announced.</summary>
    public Ssrc? Announced => _gate.Announced;

    /// <summary>The answer to PLAY names the first packet; null where the server does not say.</summary>
    /// <returns>The packet to begin at, where it is known to lie before all that have come.</returns>
    public PacketIndex? Begin(SequenceNumber? first)
    {
        _isBegun = true;
        _announcedFirst = first;
        return BeginAtAnnounced() ? First : null;
    }

    /// <summary>The answer to a later PLAY names the first packet; where the server does not say, it is the next that comes.</summary>
    /// <returns>The packet to begin at; null where none has come at all.</returns>
    public PacketIndex? BeginAgain(SequenceNumber? first)
    {
        if (Source is not { } source)
        {
            _announcedFirst = first;
            return null;
        }

        source.Restart();
        long extended = source.Extend(first ?? default);
        bool isNear = first is not null && Math.Abs(extended - source.Highest) < SourceGate.MaxDropout;
        return isNear ? new(Math.Max(_runStart.Value, extended + _offset)) : End;
    }

    /// <summary>Unwraps a stamp without moving along it; before the first packet the line begins there.</summary>
    public long Place(RtpTimestamp stamp) => FirstPacketAt is null ? _stamps.Unwrap(stamp) : _stamps.Peek(stamp);

    /// <summary>The same on the line.</summary>
    public long TimeOf(RtpTimestamp stamp) => Line.Of(Place(stamp));

    /// <summary>The stamp that came last, and its units from the position playing began at; null where one of both is not known.</summary>
    public (RtpTimestamp Stamp, long SinceStart)? Latest =>
        FirstPacketAt is not null && Line.SinceStart(TimeOf(_stamps.Last)) is { } since ? (_stamps.Last, since) : null;

    public DoorVerdict Accept(ReadOnlySpan<byte> datagram, Instant now, out ArrivedPacket packet)
    {
        packet = default;
        if (!RtpHeader.TryParse(datagram, out RtpHeader header, out Range bounds, out _))
        {
            Malformed++;
            return DoorVerdict.Nothing;
        }

        if (header.PayloadType != payloadType)
        {
            _strays++;
            return DoorVerdict.Nothing;
        }

        ReadOnlySpan<byte> payload = datagram[bounds];
        if (Source is { Received: 0 } begun && begun.Ssrc == header.Ssrc)
            begun.BeginsWith(begun.Extend(header.Sequence));
        GateVerdict verdict = _gate.Judge(Source, header.Ssrc, header.Sequence, now);
        if (verdict == GateVerdict.Unproven)
        {
            bool isProven = _probation.Vouches(header) && _gate.MayChange(Source, header.Ssrc, now);
            _probation.Keep(header, payload, datagram.Length, now);
            return isProven ? Prove(header) : DoorVerdict.Nothing;
        }

        if (verdict == GateVerdict.Proven)
            StartRun(header, now);
        return TryAdmit(header, payload, datagram.Length, now, out packet) ? DoorVerdict.One : DoorVerdict.Nothing;
    }

    /// <summary>A packet that the network did not bring and repair does: of the source that plays, and in none of its statistics. In a
    /// group it may be the first of all.</summary>
    /// <returns>False where it cannot be of this play.</returns>
    public bool AcceptRepaired(ReadOnlySpan<byte> datagram, PacketOrigin origin, Instant now, out ArrivedPacket packet)
    {
        packet = default;
        if (!RtpHeader.TryParse(datagram, out RtpHeader header, out Range bounds, out _) || header.PayloadType != payloadType)
            return false;
        if (Source is null && inGroup && _gate.Announced == header.Ssrc)
            StartRun(header, now);
        if (IndexOf(header.Sequence) is not { } index || header.Ssrc != Source!.Ssrc)
            return false;

        if (FirstPacketAt is null && First == index)
            _stamps.Unwrap(header.Timestamp);
        End = new(Math.Max(End.Value, index.Value + 1));
        packet = new()
        {
            Index = index,
            Time = Line.Of(index, _stamps.Peek(header.Timestamp)),
            Marker = header.Marker,
            StartsAnew = SourceChanges > 0 && index == _runStart,
            IsRepaired = origin != PacketOrigin.Burst,
            Payload = datagram[bounds],
            Size = datagram.Length,
            Arrival = now,
        };
        return true;
    }

    /// <summary>The packet with this number of the source that plays; null where it can be none of its.</summary>
    public PacketIndex? IndexOf(SequenceNumber number)
    {
        if (Source is not { } source)
            return null;
        long extended = source.Extend(number);
        PacketIndex index = new(extended + _offset);
        return Math.Abs(extended - source.Highest) < capacity && index >= _runStart ? index : null;
    }

    /// <summary>The number of a packet of the source that plays.</summary>
    public SequenceNumber NumberOf(PacketIndex index) => new(unchecked((ushort)(index.Value - _offset)));

    /// <summary>
    /// The stream is over and only one packet came (a caption, a slide), of a source nobody announced: no second one can vouch.
    /// </summary>
    public DoorVerdict AcceptWithoutProof() => Source is null && _probation.Kept > 0 ? Prove(_probation.First) : DoorVerdict.Nothing;

    /// <summary>
    /// What <see cref="DoorVerdict.Proven"/> promised, lowest number first; each goes through <see cref="TryAdmit(ProbationPacket, out
    /// ArrivedPacket)"/>.
    /// </summary>
    public IReadOnlyList<ProbationPacket> TakeProven()
    {
        List<ProbationPacket> proven = _proven;
        _proven = [];
        return proven;
    }

    public bool TryAdmit(ProbationPacket kept, out ArrivedPacket packet) =>
        TryAdmit(kept.Header, kept.Payload, kept.Size, kept.Arrival, out packet);

    private DoorVerdict Prove(RtpHeader header)
    {
        _proven = _probation.Take(header);
        StartRun(_proven[0].Header, _proven[0].Arrival);
        return DoorVerdict.Proven;
    }

    /// <summary>Another source, or another numbering, takes over behind all that came before.</summary>
    private void StartRun(RtpHeader header, Instant arrival)
    {
        SourceStatistics? before = Source;
        Source = new(header.Ssrc, header.Sequence);
        if (before is null)
        {
            _runStart = new(Source.Base);
            First = End = _runStart;
            BeginAtAnnounced();
            return;
        }

        SourceChanges++;
        _offset = End.Value - Source.Base;
        _runStart = End;
        if (before.Ssrc != header.Ssrc && LastPacketAt is { } last)
            _stamps.Restart(header.Timestamp, _stamps.Position + clock.ToUnits(arrival - last));
    }

    /// <summary>
    /// Packets lost before the first that came are known where RTP-Info names the first; an absurd number is not believed.
    /// </summary>
    private bool BeginAtAnnounced()
    {
        if (_announcedFirst is not { } announced || Source is null || SourceChanges > 0)
            return false;
        int before = new SequenceNumber(unchecked((ushort)Source.Base)).Since(announced);
        if (before < 0 || before >= capacity)
            return false;
        BeginAt(Source.Base - before);
        return true;
    }

    private void BeginAt(long extended)
    {
        if (!inGroup)
            Source!.BeginsAt(extended);
        _runStart = new(extended);
        First = _runStart;
    }

    private bool TryAdmit(RtpHeader header, ReadOnlySpan<byte> payload, int size, Instant arrival, out ArrivedPacket packet)
    {
        long extended = Source!.Extend(header.Sequence);
        PacketIndex index = new(extended + _offset);
        long time = _stamps.Unwrap(header.Timestamp);
        Source.Accept(extended, clock.ToUnits(new TimeSpan(arrival.Ticks)), time);
        _heardFrom = _heardFrom is { } heard && heard < index ? heard : index;
        FirstPacketAt ??= arrival;
        LastPacketAt = arrival;
        End = new(Math.Max(End.Value, index.Value + 1));
        packet = new()
        {
            Index = index,
            Time = Line.Of(index, time),
            Marker = header.Marker,
            StartsAnew = SourceChanges > 0 && index == _runStart,
            Payload = payload,
            Size = size,
            Arrival = arrival,
        };

        if (index >= _runStart)
            return true;
        if (_isBegun || SourceChanges > 0)
        {
            _strays++;
            return false;
        }

        // Before anything has left, a reordered packet proves that the stream begins earlier.
        BeginAt(extended);
        return true;
    }
}
