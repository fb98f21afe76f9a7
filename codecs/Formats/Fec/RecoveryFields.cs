using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>What parity covers of an RTP header, in one word: its first eight bytes, with the length in the place of the number. RFC 8627
/// §6.2.</summary>
/// <remarks>
/// <code>
/// |0 0|P|X|  CC   |M|     PT      |  length behind the 12 bytes   |           timestamp           |
/// </code>
/// Number and source are not in it: the former follows from what is missing, the latter from the parity packet. The very same word, summed,
/// begins the headers of repair packets.
/// </remarks>
public readonly record struct RecoveryFields(ulong Bits)
{
    /// <summary>All there is: what FlexFEC carries.</summary>
    public const ulong All = 0x3fff_ffff_ffff_ffff;

    /// <summary>Payload type, length and timestamp: what formats carry that know of no marker and no contributing sources, such as SMPTE
    /// 2022-1.</summary>
    public const ulong WithoutFlags = 0x007f_ffff_ffff_ffff;

    /// <summary>Marker and payload type share the second byte.</summary>
    public byte PayloadType => (byte)((Bits >> 48) & 0x7f);

    /// <summary>Bytes behind the fixed header: contributing sources, extension, payload and padding.</summary>
    public int Length => (ushort)(Bits >> 32);

    public RtpTimestamp Timestamp => new((uint)Bits);

    /// <summary>The fields of a packet, or, of packets added up, the fields of the one that is missing.</summary>
    public static RecoveryFields operator ^(RecoveryFields left, RecoveryFields right) => new(left.Bits ^ right.Bits);

    /// <summary>Of a whole packet.</summary>
    public static RecoveryFields Of(ReadOnlySpan<byte> packet)
    {
        ulong head = BinaryPrimitives.ReadUInt64BigEndian(packet);
        return new((head & 0x3fff_0000_ffff_ffff) | ((ulong)(ushort)(packet.Length - RtpHeader.Size) << 32));
    }

    /// <summary>Makes them the fixed header of a packet again: <see cref="RtpHeader.Size"/> bytes.</summary>
    public void Restore(Span<byte> packet, SequenceNumber sequence, Ssrc source)
    {
        BinaryPrimitives.WriteUInt64BigEndian(packet, (Bits & 0x3fff_0000_ffff_ffff) | (2UL << 62) | ((ulong)sequence.Value << 32));
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], source.Value);
    }
}
