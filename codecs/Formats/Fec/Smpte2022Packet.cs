using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>A FEC packet of MPEG transport streams over RTP: rows or columns of one stream. SMPTE 2022-1 §8, Pro-MPEG Code of
/// Practice #3.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |        RTP header of the FEC stream: twelve bytes             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |       SN base, low bits       |        length recovery        |
/// |E| PT recovery |                     mask                      |   E = 1, mask = 0
/// |                          TS recovery                          |
/// |N|D|type |index|    offset     |      NA       | SN base, ext  |   N = 0, type = 0 (XOR)
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                        FEC payload                            |
/// </code>
/// D = 0: a column, NA = D rows of it, offset = L apart. D = 1: a row of NA = L packets, offset = 1. Nothing says whose packets these are:
/// the port does. Padding, extension, marker and contributing sources are not recovered, since the media has none of them.
/// </remarks>
public static class Smpte2022Packet
{
    /// <summary>RTP header and FEC header.</summary>
    public const int HeaderSize = RtpHeader.Size + 16;

    /// <summary>By how much a FEC packet is longer than the longest packet it protects.</summary>
    public const int Overhead = HeaderSize - RtpHeader.Size;

    private const byte Extended = 0x80, Rows = 0x40, KindMask = 0x38;

    /// <summary>Finds the parts of a whole RTP packet; false if it is no such packet.</summary>
    /// <param name="source">Whose packets the FEC streams of this port protect.</param>
    public static bool TryParse(ReadOnlySpan<byte> packet, Ssrc source, out RepairPacket repair, out ParseError error)
    {
        repair = default;
        if (!RtpHeader.TryParse(packet, out RtpHeader header, out Range range, out error))
            return false;
        ReadOnlySpan<byte> wire = packet[range];
        int start = range.Start.Value;
        if (wire.Length < 16)
            return Fail(ParseFault.Truncated, packet.Length, "FEC header", out error);
        if ((wire[4] & Extended) == 0 || (wire[12] & KindMask) != 0)
            return Fail(ParseFault.Unsupported, start + 4, "parity by XOR", out error);
        byte offset = wire[13], count = wire[14];
        if (offset == 0 || count == 0)
            return Fail(ParseFault.Invalid, start + 13, "offset and NA", out error);

        ulong fields = ((ulong)(wire[4] & 0x7f) << 48)
            | ((ulong)BinaryPrimitives.ReadUInt16BigEndian(wire[2..]) << 32)
            | BinaryPrimitives.ReadUInt32BigEndian(wire[8..]);
        repair = new()
        {
            Source = source,
            Kind = (wire[12] & Rows) != 0 ? ParityKind.RowBeforeColumns : ParityKind.Column,
            Base = new(BinaryPrimitives.ReadUInt16BigEndian(wire)),
            Stride = offset,
            Count = count,
            Fields = new(fields),
            Known = RecoveryFields.WithoutFlags,
            Timestamp = header.Timestamp,
            Payload = wire[16..],
        };
        return true;
    }

    /// <summary>Writes a whole RTP packet.</summary>
    /// <param name="sequence">Of the FEC stream.</param>
    /// <param name="stream">The FEC stream's own; receivers read over it.</param>
    /// <returns>Its length: <see cref="HeaderSize"/> and the payload.</returns>
    public static int Write(Span<byte> packet, in RepairPacket repair, byte payloadType, SequenceNumber sequence, Ssrc stream)
    {
        new RtpHeader(payloadType, Marker: false, sequence, repair.Timestamp, stream).Write(packet);
        Span<byte> wire = packet[RtpHeader.Size..];
        BinaryPrimitives.WriteUInt16BigEndian(wire, repair.Base.Value);
        BinaryPrimitives.WriteUInt16BigEndian(wire[2..], (ushort)repair.Fields.Length);
        BinaryPrimitives.WriteUInt32BigEndian(wire[4..], (uint)(Extended | repair.Fields.PayloadType) << 24);
        BinaryPrimitives.WriteUInt32BigEndian(wire[8..], repair.Fields.Timestamp.Value);
        wire[12] = repair.Kind == ParityKind.Column ? (byte)0 : Rows;
        wire[13] = (byte)repair.Stride;
        wire[14] = (byte)repair.Count;
        wire[15] = 0;
        repair.Payload.CopyTo(wire[16..]);
        return HeaderSize + repair.Payload.Length;
    }

    private static bool Fail(ParseFault fault, int offset, string production, out ParseError error)
    {
        error = new(fault, offset, production);
        return false;
    }
}
