using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Recovers lost packets from parity, whatever it looks like on the wire: the half of every format that they share.</summary>
/// <remarks>
/// Peeling: a sum with one packet missing gives that packet, which may be what another sum waits for. Sums with more missing are held
/// until their packets come or are out of reach. What is handed out is equal to the original; where that is in doubt, nothing is:
/// a packet again with other bytes, or out of step (<see cref="StreamPace"/>), or numbers far off that go on, mean that another stream
/// has begun under the same name, and everything from before is forgotten.
/// </remarks>
public sealed class ParityDecoder(byte payloadType, ClockRate clock)
{
    /// <summary>What comes late, or is sent again, still finds its parity for so many packets.</summary>
    private const int Patience = 64;

    /// <summary>A sum that lacks more packets than that is not waited for; it also bounds the work of a question to hostile parity:
    /// 256 × (896 + 8 × 256) looks, a millisecond or two.</summary>
    private const int Hopeful = 8;

    private readonly PacketRing _ring = new();
    private readonly ParityShelf _shelf = new();
    private readonly ParityForecast _forecast = new();
    private readonly StreamPace _pace = new(clock);
    private readonly StrayRun _strays = new();
    private FecStatistics _statistics;
    private PacketIndex? _newest;

    /// <summary>Whose packets are recovered: what <see cref="Follow"/> said, or the first that came; null before.</summary>
    public Ssrc? Source { get; private set; }

    public FecStatistics Statistics => _statistics;

    /// <summary>The source that is known to be the right one; if it is another than before, everything is forgotten.</summary>
    public void Follow(Ssrc source)
    {
        if (Source is { } before && before != source)
        {
            Forget();
            _newest = null;
        }

        Source = source;
    }

    /// <summary>A media packet has arrived, on time or late, or sent again.</summary>
    public void AcceptSource(ReadOnlySpan<byte> rtpPacket)
    {
        if (!RtpHeader.TryParse(rtpPacket, out RtpHeader header, out _, out _) || rtpPacket.Length > ParityEncoder.MostPacket)
            _statistics.Malformed++;
        else if (header.PayloadType != payloadType || header.Ssrc != (Source ??= header.Ssrc))
            _statistics.Foreign++;
        else if (_newest is { } newest)
            Accept(rtpPacket, header, newest);
        else
            Begin(rtpPacket, header, new(65_536 + header.Sequence.Value));
    }

    /// <summary>A parity packet has arrived; false: it claims what cannot be, or is not of this stream; it is counted.</summary>
    public bool Accept(in RepairPacket repair)
    {
        long span = (long)(repair.Count - 1) * repair.Stride;
        if (repair.Count < 1 || repair.Stride < 1 || span >= PacketRing.MostBehind
            || repair.Payload.Length > ParityEncoder.MostPacket - RtpHeader.Size)
        {
            _statistics.Malformed++;
            return false;
        }

        if (repair.Source != Source || _newest is not { } newest)
        {
            _statistics.Foreign++;
            return false;
        }

        PacketIndex first = newest + repair.Base.Since(NumberOf(newest));
        if (first + span > newest + PacketRing.MostAhead)
        {
            _statistics.Malformed++;
            return false;
        }

        if (!_pace.FitsRepair(repair.Timestamp))
        {
            _statistics.Refused++;
            return false;
        }

        Keep(repair, first, first + span, newest);
        return true;
    }

    /// <summary>The next recovered packet, whole; good until the next call of anything.</summary>
    public bool TryTake(out ReadOnlySpan<byte> recovered)
    {
        while (_shelf.TryTake(out HeldParity? parity))
        {
            PacketIndex missing = parity.First;
            while (_ring.Has(missing))
                missing += parity.Stride;
            Invariant.That(parity.Covers(missing));
            if (!TryRecover(parity, missing, out int length))
            {
                _statistics.Refused++;
                continue;
            }

            _ring.Commit(missing, length);
            _statistics.Recovered++;
            _statistics.Idle += _shelf.Present(missing);
            recovered = _ring[missing];
            return true;
        }

        recovered = default;
        return false;
    }

    /// <summary>What parity can still do about a packet that is missing. One that is here counts as <see cref="FecProspect.Pending"/>:
    /// there is nothing to ask for.</summary>
    public FecProspect Prospect(SequenceNumber missing)
    {
        if (_newest is not { } newest)
            return FecProspect.None;
        PacketIndex index = newest + missing.Since(NumberOf(newest));
        if (MayCome(index, newest, looksFurther: true))
            return FecProspect.Pending;
        bool isCovered = _forecast.HasAny(newest);
        foreach (HeldParity held in _shelf.All)
            isCovered |= held.Covers(index);
        return isCovered ? FecProspect.Lost : FecProspect.None;
    }

    private static SequenceNumber NumberOf(PacketIndex index) => new(unchecked((ushort)index.Value));

    private void Accept(ReadOnlySpan<byte> packet, in RtpHeader header, PacketIndex newest)
    {
        int ahead = header.Sequence.Since(NumberOf(newest));
        PacketIndex index = newest + ahead;
        if (Math.Abs(ahead) >= _ring.Behind)
        {
            if (_strays.Prove(header.Sequence, isAhead: ahead > 0))
                Restart(packet, header, index);
            return;
        }

        _strays.Clear();
        bool isHere = _ring.Has(index);
        if (isHere && _ring[index].SequenceEqual(packet))
            return;
        if (!isHere && FitsAt(index, header.Timestamp))
        {
            Put(packet, header, index, newest);
            return;
        }

        // Its distance in time is still a measure of the pace: a stream of few packets would else be strange to itself each time.
        if (index > newest)
            _pace.Advance(index, header.Timestamp);
        Restart(packet, header, index);
    }

    private void Restart(ReadOnlySpan<byte> packet, in RtpHeader header, PacketIndex index)
    {
        _statistics.Restarts++;
        Begin(packet, header, index);
    }

    private void Begin(ReadOnlySpan<byte> packet, in RtpHeader header, PacketIndex index)
    {
        Forget();
        _pace.Begin(index, header.Timestamp);
        _newest = index;
        Put(packet, header, index, index);
    }

    private void Forget()
    {
        _ring.Clear();
        _forecast.Clear();
        _statistics.Expired += _shelf.Expire(new(long.MaxValue));
        _strays.Clear();
    }

    private void Put(ReadOnlySpan<byte> packet, in RtpHeader header, PacketIndex index, PacketIndex newest)
    {
        if (index > newest)
        {
            _newest = index;
            _pace.Advance(index, header.Timestamp);
            _statistics.Expired += _shelf.Expire(index + (1 - _ring.Behind));
        }

        packet.CopyTo(_ring.Reserve(index, packet.Length));
        _ring.Commit(index, packet.Length);
        _statistics.Idle += _shelf.Present(index);
    }

    private void Keep(in RepairPacket repair, PacketIndex first, PacketIndex last, PacketIndex newest)
    {
        _statistics.Parity++;
        _ring.Reach(newest - first + Patience, last - newest);
        _forecast.Observe(repair, first, newest);
        if (first <= newest + -_ring.Behind)
        {
            _statistics.Expired++;
            return;
        }

        int missing = 0;
        for (PacketIndex index = first; index <= last; index += repair.Stride)
            missing += _ring.Has(index) ? 0 : 1;
        if (missing == 0)
            _statistics.Idle++;
        else if (_shelf.Contains(repair, first))
            _statistics.Duplicates++;
        else
            _statistics.Expired += _shelf.Add(repair, first, missing);
    }

    /// <summary>Takes the packets that are here out of the sum, and looks at what remains: is it a packet of this stream?</summary>
    private bool TryRecover(HeldParity parity, PacketIndex missing, out int length)
    {
        length = 0;
        Span<byte> packet = _ring.Reserve(missing, RtpHeader.Size + parity.Payload.Length);
        parity.Payload.CopyTo(packet[RtpHeader.Size..]);
        RecoveryFields fields = parity.Fields;
        for (int i = 0; i < parity.Count; i++)
        {
            if (parity[i] == missing)
                continue;
            Invariant.That(_ring.Has(parity[i]));
            ReadOnlySpan<byte> source = _ring[parity[i]];
            if (source.Length > packet.Length)
                return false;
            fields ^= RecoveryFields.Of(source);
            Parity.Add(packet[RtpHeader.Size..], source[RtpHeader.Size..]);
        }

        fields = new(fields.Bits & parity.Known);
        length = RtpHeader.Size + fields.Length;
        if (length > packet.Length || packet[length..].ContainsAnyExcept((byte)0))
            return false;
        fields.Restore(packet, NumberOf(missing), Source!.Value);
        return RtpHeader.TryParse(packet[..length], out RtpHeader header, out _, out _)
            && header.PayloadType == payloadType
            && FitsAt(missing, header.Timestamp);
    }

    /// <summary>Whether a stamp may stand at a place, judged by the nearest packet that is here.</summary>
    private bool FitsAt(PacketIndex index, RtpTimestamp stamp)
    {
        for (int distance = 1; distance <= PacketRing.MostSlots; distance++)
        {
            PacketIndex before = index + -distance, after = index + distance;
            if (_ring.Has(before) || _ring.Has(after))
                return _pace.Fits(stamp, RecoveryFields.Of(_ring[_ring.Has(before) ? before : after]).Timestamp);
        }

        return true;
    }

    /// <summary>Whether a packet is here, or may come late, or by parity that has not come, or by such that has and may yet get what else
    /// it lacks.</summary>
    /// <remarks>What may come by a longer chain than that is not waited for: chains are rare, and asking again is cheap.</remarks>
    private bool MayCome(PacketIndex index, PacketIndex newest, bool looksFurther)
    {
        if (_ring.Has(index) || index > newest)
            return true;
        bool hasRow = false, hasColumn = false;
        foreach (HeldParity held in _shelf.All)
        {
            if (!held.Covers(index))
                continue;
            if (looksFurther && held.Missing <= Hopeful && OthersMayCome(held, index, newest))
                return true;
            hasColumn |= held.Kind == ParityKind.Column;
            hasRow |= held.Kind != ParityKind.Column;
        }

        return (!hasRow && _forecast.RowMayCome(index, newest)) || (!hasColumn && _forecast.ColumnMayCome(index, newest));
    }

    private bool OthersMayCome(HeldParity held, PacketIndex wanted, PacketIndex newest)
    {
        for (int i = 0; i < held.Count; i++)
        {
            if (held[i] != wanted && !MayCome(held[i], newest, looksFurther: false))
                return false;
        }

        return true;
    }
}
