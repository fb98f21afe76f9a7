using System.Buffers.Binary;

namespace Streaming.Formats.Rtp;

/// <summary>The header of an RTP packet. RFC 3550 §5.1.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// |                           timestamp                           |
/// |           synchronization source (SSRC) identifier            |
/// |            contributing source (CSRC) identifiers             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </remarks>
public readonly record struct RtpHeader(byte PayloadType, bool Marker, SequenceNumber Sequence, RtpTimestamp Timestamp, Ssrc Ssrc)
{
    /// <summary>Bytes of a header without contributing sources and extension: what we send.</summary>
    public const int Size = 12;

    /// <summary>Finds the header and the bounds of the payload (behind CSRCs and extension, before padding) in a datagram.</summary>
    public static bool TryParse(ReadOnlySpan<byte> wire, out RtpHeader header, out Range payload, out ParseError error)
    {
        header = default;
        payload = default;
        error = ParseError.None;
        if (wire.Length < Size)
            return Fail(ParseFault.Truncated, wire.Length, "fixed header", out error);
        if (wire[0] >> 6 != 2)
            return Fail(ParseFault.Unsupported, 0, "version", out error);

        int start = Size + (4 * (wire[0] & 0x0f));
        if ((wire[0] & 0x10) != 0)
        {
            if (wire.Length < start + 4)
                return Fail(ParseFault.Truncated, wire.Length, "header extension", out error);
            start += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(wire[(start + 2)..]));
        }

        int padding = (wire[0] & 0x20) != 0 ? wire[^1] : 0;
        if ((wire[0] & 0x20) != 0 && padding == 0)
            return Fail(ParseFault.Invalid, wire.Length - 1, "padding count", out error);
        if (start + padding > wire.Length)
            return Fail(ParseFault.Truncated, wire.Length, "payload", out error);

        header = new RtpHeader(
            (byte)(wire[1] & 0x7f),
            (wire[1] & 0x80) != 0,
            new(BinaryPrimitives.ReadUInt16BigEndian(wire[2..])),
            new(BinaryPrimitives.ReadUInt32BigEndian(wire[4..])),
            new(BinaryPrimitives.ReadUInt32BigEndian(wire[8..])));
        payload = start..(wire.Length - padding);
        return true;
    }

    /// <summary>Writes <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> wire)
    {
        wire[0] = 0x80;
        wire[1] = (byte)(PayloadType | (Marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(wire[2..], Sequence.Value);
        BinaryPrimitives.WriteUInt32BigEndian(wire[4..], Timestamp.Value);
        BinaryPrimitives.WriteUInt32BigEndian(wire[8..], Ssrc.Value);
    }

    /// <summary>Gives a header that was written another timestamp.</summary>
    public static void Restamp(Span<byte> wire, RtpTimestamp stamp) => BinaryPrimitives.WriteUInt32BigEndian(wire[4..], stamp.Value);

    /// <summary>Says in a header that was written that an extension follows it. RFC 3550 §5.3.1.</summary>
    public static void MarkExtended(Span<byte> wire) => wire[0] |= 0x10;

    /// <summary>Whether an extension follows a header that was written.</summary>
    public static bool IsExtended(ReadOnlySpan<byte> wire) => (wire[0] & 0x10) != 0;

    private static bool Fail(ParseFault fault, int offset, string production, out ParseError error)
    {
        error = new(fault, offset, production);
        return false;
    }
}
