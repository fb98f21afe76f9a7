// The common part of RFC 6184 (H.264, packetization-mode 0 and 1) and RFC 7798 (H.265): whole units, aggregations, fragments.
using System.Buffers.Binary;

namespace Streaming.Formats.Payloads.Nal;

/// <summary>Puts access units together as Annex B with a four-byte start code before every NAL unit.</summary>
/// <remarks>
/// An access unit ends with the marker bit, or where the timestamp changes (some senders never set the bit). One that lost packets
/// comes out incomplete with the units that arrived whole. Since nothing on the wire says where an access unit begins, the first one
/// after a gap counts as incomplete, unless it opens with a delimiter.
/// </remarks>
internal sealed class NalDepacketizer<TSyntax> : IDepacketizer
    where TSyntax : INalSyntax
{
    private static readonly byte[] StartCode = [0, 0, 0, 1];

    private readonly SampleAssembler _samples = new();
    private bool _isWhole;
    private bool _sawMarker;
    private bool _afterGap;
    private bool _inFragment;
    private int _unitStart;

    public int Malformed { get; private set; }

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _samples.Reclaim();
        if (_samples.IsOpen && _samples.Time != time)
            Finish();
        if (!_samples.IsOpen)
        {
            _samples.Begin(time);
            _isWhole = !_afterGap || OpensAccessUnit(payload);
        }

        _afterGap = false;
        if (!TryAdd(payload))
        {
            // A fragment whose beginning was lost is no fault of its own.
            Malformed += _isWhole ? 1 : 0;
            DropFragment();
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
        DropFragment();
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

    private static bool OpensAccessUnit(ReadOnlySpan<byte> payload) => TSyntax.KindOf(payload) switch
    {
        NalPayloadKind.Single => TSyntax.IsDelimiter(payload),
        NalPayloadKind.Aggregation when payload.Length > TSyntax.HeaderSize + 2 => TSyntax.IsDelimiter(payload[(TSyntax.HeaderSize + 2)..]),
        _ => false,
    };

    private bool TryAdd(ReadOnlySpan<byte> payload)
    {
        NalPayloadKind kind = TSyntax.KindOf(payload);
        if (_inFragment && kind != NalPayloadKind.Fragment)
            return false;
        return kind switch
        {
            NalPayloadKind.Single => TryAddUnit(payload),
            NalPayloadKind.Aggregation => TryAddAggregation(payload[TSyntax.HeaderSize..]),
            NalPayloadKind.Fragment => TryAddFragment(payload),
            _ => false,
        };
    }

    private bool TryAddUnit(ReadOnlySpan<byte> unit)
    {
        int before = _samples.Length;
        if (_samples.TryAppend(StartCode) && _samples.TryAppend(unit))
            return true;
        _samples.Truncate(before);
        return false;
    }

    private bool TryAddAggregation(ReadOnlySpan<byte> units)
    {
        while (!units.IsEmpty)
        {
            if (!BinaryPrimitives.TryReadUInt16BigEndian(units, out ushort size)
                || size < TSyntax.HeaderSize
                || size > units.Length - 2
                || !TryAddUnit(units.Slice(2, size)))
            {
                return false;
            }

            units = units[(2 + size)..];
        }

        return true;
    }

    private bool TryAddFragment(ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= TSyntax.HeaderSize + 1)
            return false;
        Span<byte> unitHeader = stackalloc byte[TSyntax.HeaderSize];
        TSyntax.ReadFragmentHeader(payload, unitHeader, out bool isFirst, out bool isLast);
        if (isFirst == _inFragment)
            return false;

        if (isFirst)
        {
            _unitStart = _samples.Length;
            _inFragment = true;
            if (!TryAddUnit(unitHeader))
                return false;
        }
        else if (!_samples.Bytes.Slice(_unitStart + StartCode.Length, unitHeader.Length).SequenceEqual(unitHeader))
        {
            return false;
        }

        if (!_samples.TryAppend(payload[(TSyntax.HeaderSize + 1)..]))
            return false;
        _inFragment = !isLast;
        return true;
    }

    /// <summary>What is there of a unit without its end is of no use to a decoder.</summary>
    private void DropFragment()
    {
        if (_inFragment)
            _samples.Truncate(_unitStart);
        _inFragment = false;
    }

    private void Finish()
    {
        if (_inFragment)
        {
            DropFragment();
            _isWhole = false;
        }

        _samples.Finish(_isWhole);
    }
}
