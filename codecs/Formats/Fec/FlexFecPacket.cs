using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>A FlexFEC repair packet with the fixed header, R = 0 and F = 1: rows or columns of one source. RFC 8627 §4.2.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|0|0| CC=1  |0|     PT      |       sequence number         |   of the parity stream
/// |                           timestamp                           |   of the newest packet that had left
/// |                    SSRC of the parity stream                  |
/// |                  CSRC: SSRC of the source                     |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |0|1|P|X|  CC   |M| PT recovery |        length recovery        |   R, F, and RecoveryFields
/// |                          TS recovery                          |
/// |            SN base            |  L (columns)  |   D (rows)    |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                        repair payload                         |
/// </code>
/// D = 0: the L packets from SN base on. D = 1: the same, and column parity follows. D > 1: D packets, L apart. RFC 8627 §4.2.2.2.
/// Retransmission (R = 1), masks (F = 0) and packets that protect several sources at once are not read: nobody here sends them.
/// </remarks>
public static class FlexFecPacket
{
    /// <summary>RTP header, one contributing source, repair header.</summary>
    public const int HeaderSize = RtpHeader.Size + 4 + 12;

    /// <summary>By how much a parity packet is longer than the longest packet it protects.</summary>
    public const int Overhead = HeaderSize - RtpHeader.Size;

    private const ulong FixedLayout = 1UL << 62;

    /// <summary>Finds the parts of a whole RTP packet; false if it is no such packet, or claims what no sender could mean.</summary>
    public static bool TryParse(ReadOnlySpan<byte> packet, out RepairPacket repair, out ParseError error)
    {
        repair = default;
        if (!RtpHeader.TryParse(packet, out RtpHeader header, out Range range, out error))
            return false;
        if ((packet[0] & 0x0f) != 1)
            return Fail(ParseFault.Unsupported, 0, "one protected source", out error);
        ReadOnlySpan<byte> wire = packet[range];
        int start = range.Start.Value;
        if (wire.Length < 12)
            return Fail(ParseFault.Truncated, packet.Length, "repair header", out error);
        ulong fields = BinaryPrimitives.ReadUInt64BigEndian(wire);
        if (fields >> 62 != 1)
            return Fail(ParseFault.Unsupported, start, "fixed layout", out error);
        byte columns = wire[10], rows = wire[11];
        if (columns == 0)
            return Fail(ParseFault.Invalid, start + 10, "columns", out error);

        repair = new()
        {
            Source = new(BinaryPrimitives.ReadUInt32BigEndian(packet[RtpHeader.Size..])),
            Kind = rows switch { 0 => ParityKind.Row, 1 => ParityKind.RowBeforeColumns, _ => ParityKind.Column },
            Base = new(BinaryPrimitives.ReadUInt16BigEndian(wire[8..])),
            Stride = rows > 1 ? columns : 1,
            Count = rows > 1 ? rows : columns,
            Fields = new(fields & RecoveryFields.All),
            Timestamp = header.Timestamp,
            Payload = wire[12..],
        };
        return true;
    }

    /// <summary>Writes a whole RTP packet.</summary>
    /// <param name="sequence">Of the parity stream.</param>
    /// <param name="stream">The parity stream's own.</param>
    /// <returns>Its length: <see cref="HeaderSize"/> and the payload.</returns>
    public static int Write(Span<byte> packet, in RepairPacket repair, byte payloadType, SequenceNumber sequence, Ssrc stream)
    {
        new RtpHeader(payloadType, Marker: false, sequence, repair.Timestamp, stream).Write(packet);
        packet[0] |= 1;
        BinaryPrimitives.WriteUInt32BigEndian(packet[RtpHeader.Size..], repair.Source.Value);
        Span<byte> wire = packet[(RtpHeader.Size + 4)..];
        BinaryPrimitives.WriteUInt64BigEndian(wire, FixedLayout | repair.Fields.Bits);
        BinaryPrimitives.WriteUInt16BigEndian(wire[8..], repair.Base.Value);
        bool isColumn = repair.Kind == ParityKind.Column;
        wire[10] = (byte)(isColumn ? repair.Stride : repair.Count);
        wire[11] = (byte)(isColumn ? repair.Count : repair.Kind == ParityKind.RowBeforeColumns ? 1 : 0);
        repair.Payload.CopyTo(wire[12..]);
        return HeaderSize + repair.Payload.Length;
    }

    private static bool Fail(ParseFault fault, int offset, string production, out ParseError error)
    {
        error = new(fault, offset, production);
        return false;
    }
}
