// RTP payload format for AV1, Alliance for Open Media, v1.0.
namespace Streaming.Formats.Payloads.Av1;

/// <summary>
/// Puts temporal units together as OBUs with size fields, without temporal delimiters: the low-overhead format of the film.
/// </summary>
/// <remarks>
/// A temporal unit ends with the marker bit, or where the timestamp changes. One that lost packets comes out incomplete with the OBUs
/// that arrived whole. The first one after a gap counts as incomplete, unless the N bit says that nothing came before it.
/// </remarks>
internal sealed class Av1Depacketizer : IDepacketizer
{
    private readonly SampleAssembler _samples = new();
    private bool _isWhole;
    private bool _sawMarker;
    private bool _afterGap;
    private bool _inObu;
    private int _obuStart;

    public int Malformed { get; private set; }

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _samples.Reclaim();
        if (_samples.IsOpen && _samples.Time != time)
            Finish();
        if (!_samples.IsOpen)
        {
            _samples.Begin(time);
            _isWhole = !_afterGap || (!payload.IsEmpty && (payload[0] & Av1Packetizer.NewSequence) != 0);
        }

        _afterGap = false;
        if (!TryAdd(payload))
        {
            // The rest of an OBU whose beginning was lost is no fault of its own.
            Malformed += _isWhole ? 1 : 0;
            DropObu();
            _isWhole = false;
        }

        _sawMarker |= marker;
        if (marker)
            Finish();
    }

    public void Lost()
    {
        _samples.Reclaim();
        _afterGap = true;
        DropObu();
        _isWhole = false;
    }

    public void End()
    {
        _samples.Reclaim();

        // Of a sender that sets markers, what ends without one has lost its tail: nothing came behind it to show the gap.
        _isWhole &= !_sawMarker;
        Finish();
    }

    public bool TryTake(out ReceivedSample sample) => _samples.TryTake(out sample);

    private bool TryAdd(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2)
            return false;
        int flags = payload[0];
        int count = (flags >> Av1Packetizer.CountShift) & 3;
        bool continues = (flags & Av1Packetizer.Continues) != 0;
        bool isGood = continues == _inObu;
        if (!continues)
            DropObu();

        ReadOnlySpan<byte> rest = payload[1..];
        for (int index = 1; !rest.IsEmpty; index++)
        {
            // The last of a known number takes what is left; one too few leaves its packet without an end.
            ReadOnlySpan<byte> element = rest;
            if (index == count)
                rest = default;
            else if (!TryReadElement(ref rest, out element) || (count > 0 && rest.IsEmpty))
                return false;

            bool isTorn = rest.IsEmpty && (flags & Av1Packetizer.WillContinue) != 0;
            isGood &= TryAddElement(element, isContinuation: index == 1 && continues, isTorn);
        }

        return isGood;
    }

    private static bool TryReadElement(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> element)
    {
        element = default;
        if (!Leb128.TryRead(rest, out int length, out int size) || length > rest.Length - size)
            return false;
        element = rest.Slice(size, length);
        rest = rest[(size + length)..];
        return true;
    }

    private bool TryAddElement(ReadOnlySpan<byte> element, bool isContinuation, bool isTorn)
    {
        if (isContinuation && !_inObu)
            return false;
        if (!isContinuation)
        {
            _obuStart = _samples.Length;
            _inObu = true;
        }

        if (!_samples.TryAppend(element))
        {
            DropObu();
            return false;
        }

        return isTorn || TryCloseObu();
    }

    /// <summary>Gives the OBU the size field it travelled without.</summary>
    private bool TryCloseObu()
    {
        ReadOnlySpan<byte> obu = _samples.Bytes[_obuStart..];
        int headerSize = !obu.IsEmpty && (obu[0] & Obu.HasExtension) != 0 ? 2 : 1;
        if (obu.Length < headerSize || (obu[0] & Obu.Forbidden) != 0)
        {
            DropObu();
            return false;
        }

        if (Obu.TypeOf(obu[0]) == Obu.TemporalDelimiter)
        {
            DropObu();
            return true;
        }

        bool isGood = (obu[0] & Obu.HasSize) != 0 ? HasRightSize(obu[headerSize..]) : TryInsertSize(obu.Length - headerSize, headerSize);
        if (!isGood)
            DropObu();
        _inObu = false;
        return isGood;
    }

    /// <summary>Senders should leave the size field out (§5), and may leave it in.</summary>
    private static bool HasRightSize(ReadOnlySpan<byte> sized) =>
        Leb128.TryRead(sized, out int value, out int size) && value == sized.Length - size;

    private bool TryInsertSize(int payloadSize, int headerSize)
    {
        Span<byte> field = stackalloc byte[Leb128.MaxSize];
        field = field[..Leb128.SizeOf(payloadSize)];
        Leb128.Write(field, payloadSize);
        _samples.Bytes[_obuStart] |= Obu.HasSize;
        return _samples.TryInsert(_obuStart + headerSize, field);
    }

    private void DropObu()
    {
        if (_inObu)
            _samples.Truncate(_obuStart);
        _inObu = false;
    }

    private void Finish()
    {
        if (_inObu)
        {
            DropObu();
            _isWhole = false;
        }

        _samples.Finish(_isWhole);
    }
}
