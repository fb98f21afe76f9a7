// The common part of RFC 6184 (H.264, packetization-mode 0 and 1) and RFC 7798 (H.265): whole units, aggregations, fragments.
using System.Buffers.Binary;

namespace Streaming.Formats.Payloads.Nal;

/// <summary>Puts access units together as Annex B with a four-byte start code before every NAL unit.</summary>
/// <remarks>Nothing on the wire says where an access unit begins, unless it opens with a delimiter.</remarks>
internal sealed class NalDepacketizer<TSyntax> : AccessUnitDepacketizer
    where TSyntax : INalSyntax
{
    private static readonly byte[] StartCode = [0, 0, 0, 1];

    protected override bool Opens(ReadOnlySpan<byte> payload) => TSyntax.KindOf(payload) switch
    {
        NalPayloadKind.Single => TSyntax.IsDelimiter(payload),
        NalPayloadKind.Aggregation when payload.Length > TSyntax.HeaderSize + 2 => TSyntax.IsDelimiter(payload[(TSyntax.HeaderSize + 2)..]),
        _ => false,
    };

    protected override bool TryAdd(ReadOnlySpan<byte> payload)
    {
        NalPayloadKind kind = TSyntax.KindOf(payload);
        if (InPart && kind != NalPayloadKind.Fragment)
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
        int before = Samples.Length;
        if (Samples.TryAppend(StartCode) && Samples.TryAppend(unit))
            return true;
        Samples.Truncate(before);
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
        if (isFirst == InPart)
            return false;

        if (isFirst)
        {
            BeginPart();
            if (!TryAddUnit(unitHeader))
                return false;
        }
        else if (!Samples.Bytes.Slice(PartStart + StartCode.Length, unitHeader.Length).SequenceEqual(unitHeader))
        {
            return false;
        }

        if (!Samples.TryAppend(payload[(TSyntax.HeaderSize + 1)..]))
            return false;
        InPart = !isLast;
        return true;
    }
}
