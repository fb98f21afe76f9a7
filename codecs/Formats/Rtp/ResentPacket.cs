using System.Buffers.Binary;

namespace Streaming.Formats.Rtp;

/// <summary>A packet sent again in an RTP stream of its own, with its original number in front of its payload. RFC 4588 §4.</summary>
/// <remarks>
/// <code>
/// |  RTP header: own payload type, number and SSRC; the original's marker, time stamp, CSRCs and extension
/// |             OSN               |                               |
/// |                   original RTP packet payload                 |
/// </code>
/// Padding is not part of it: §4 has it removed.
/// </remarks>
public static class ResentPacket
{
    /// <summary>Bytes it has more than the original.</summary>
    public const int Overhead = 2;

    private const byte NoPadding = 0xdf;

    /// <summary>Writes the packet that sends another again.</summary>
    /// <param name="original">A whole RTP packet of the sender's own.</param>
    /// <param name="number">Of the packet in the stream of those that are sent again.</param>
    /// <param name="resent"><see cref="Overhead"/> bytes more than the original.</param>
    /// <returns>Its length.</returns>
    public static int Wrap(
        ReadOnlySpan<byte> original, byte payloadType, SequenceNumber number, Ssrc ssrc, Span<byte> resent)
    {
        Invariant.That(RtpHeader.TryParse(original, out RtpHeader header, out Range payload, out _), "not RTP");
        int headers = payload.Start.GetOffset(original.Length);
        BinaryPrimitives.WriteUInt16BigEndian(resent[headers..], header.Sequence.Value);
        original[payload].CopyTo(resent[(headers + Overhead)..]);
        WriteHeaders(original[..headers], payloadType, number, ssrc, resent);
        return headers + Overhead + original[payload].Length;
    }

    /// <summary>Makes the original again of what was sent again.</summary>
    /// <param name="resent">A whole RTP packet; whose it is its reader has looked at.</param>
    /// <param name="payloadType">Of the original.</param>
    /// <param name="ssrc">Of the original.</param>
    /// <param name="original">At least as long as <paramref name="resent"/>.</param>
    /// <param name="length">Of the original.</param>
    /// <returns>False where it is not RTP, or too short for a number.</returns>
    public static bool TryUnwrap(
        ReadOnlySpan<byte> resent, byte payloadType, Ssrc ssrc, Span<byte> original, out int length, out ParseError error)
    {
        length = 0;
        if (!RtpHeader.TryParse(resent, out _, out Range payload, out error))
            return false;
        ReadOnlySpan<byte> numbered = resent[payload];
        if (numbered.Length < Overhead)
        {
            error = new(ParseFault.Truncated, payload.End.GetOffset(resent.Length), "original sequence number");
            return false;
        }

        int headers = payload.Start.GetOffset(resent.Length);
        numbered[Overhead..].CopyTo(original[headers..]);
        SequenceNumber number = new(BinaryPrimitives.ReadUInt16BigEndian(numbered));
        WriteHeaders(resent[..headers], payloadType, number, ssrc, original);
        length = headers + numbered.Length - Overhead;
        return true;
    }

    private static void WriteHeaders(
        ReadOnlySpan<byte> headers, byte payloadType, SequenceNumber number, Ssrc ssrc, Span<byte> packet)
    {
        headers.CopyTo(packet);
        packet[0] &= NoPadding;
        packet[1] = (byte)((packet[1] & 0x80) | payloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], number.Value);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], ssrc.Value);
    }
}
