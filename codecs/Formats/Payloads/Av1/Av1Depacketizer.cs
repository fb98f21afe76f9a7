// RTP payload format for AV1, Alliance for Open Media, v1.0.
namespace Streaming.Formats.Payloads.Av1;

/// <summary>
/// Puts temporal units together as OBUs with size fields, without temporal delimiters: the low-overhead format of the film.
/// </summary>
internal sealed class Av1Depacketizer : AccessUnitDepacketizer
{
    /// <summary>The N bit says that nothing came before.</summary>
    protected override bool Opens(ReadOnlySpan<byte> payload) => !payload.IsEmpty && (payload[0] & Av1Packetizer.NewSequence) != 0;

    protected override bool TryAdd(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2)
            return false;
        int flags = payload[0];
        int count = (flags >> Av1Packetizer.CountShift) & 3;
        bool continues = (flags & Av1Packetizer.Continues) != 0;
        bool isGood = continues == InPart;
        if (!continues)
            DropPart();

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
        if (isContinuation && !InPart)
            return false;
        if (!isContinuation)
            BeginPart();

        if (!Samples.TryAppend(element))
        {
            DropPart();
            return false;
        }

        return isTorn || TryCloseObu();
    }

    /// <summary>Gives the OBU the size field it travelled without.</summary>
    private bool TryCloseObu()
    {
        ReadOnlySpan<byte> obu = Samples.Bytes[PartStart..];
        int headerSize = !obu.IsEmpty && (obu[0] & Obu.HasExtension) != 0 ? 2 : 1;
        if (obu.Length < headerSize || (obu[0] & Obu.Forbidden) != 0)
        {
            DropPart();
            return false;
        }

        if (Obu.TypeOf(obu[0]) == Obu.TemporalDelimiter)
        {
            DropPart();
            return true;
        }

        bool isGood = (obu[0] & Obu.HasSize) != 0 ? HasRightSize(obu[headerSize..]) : TryInsertSize(obu.Length - headerSize, headerSize);
        if (!isGood)
            DropPart();
        InPart = false;
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
        Samples.Bytes[PartStart] |= Obu.HasSize;
        return Samples.TryInsert(PartStart + headerSize, field);
    }
}
