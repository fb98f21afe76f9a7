using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>What a sender says about itself: which time of day its stream's clock stood at, and how much it has sent. RFC 3550
/// §6.4.1.</summary>
/// <remarks>
/// <code>
/// |                         SSRC of sender                        |
/// |              NTP timestamp, most significant word             |
/// |             NTP timestamp, least significant word             |
/// |                         RTP timestamp                         |
/// |                     sender's packet count                     |
/// |                      sender's octet count                     |
/// |                     report blocks, 0 … 31                     |
/// </code>
/// </remarks>
/// <param name="Packets">Sent so far; wraps.</param>
/// <param name="Octets">Payload bytes sent so far, without headers and padding; wraps.</param>
public readonly record struct SenderReport(Ssrc Sender, NtpTime Ntp, RtpTimestamp Rtp, uint Packets, uint Octets)
{
    /// <summary>Bytes with the header and without report blocks.</summary>
    public const int Size = RtcpPacket.HeaderSize + BodySize;

    private const int BodySize = 24;

    public static bool TryParse(in RtcpPacket packet, out SenderReport report, out ReportBlocks blocks)
    {
        report = default;
        blocks = default;
        int size = BodySize + (packet.Count * ReportBlock.Size);
        ByteReader reader = new(packet.Body);
        if (packet.Type != RtcpType.SenderReport || packet.Body.Length < size || !reader.TryReadUInt32(out uint sender)
            || !reader.TryReadUInt64(out ulong ntp) || !reader.TryReadUInt32(out uint rtp)
            || !reader.TryReadUInt32(out uint packets) || !reader.TryReadUInt32(out uint octets))
        {
            return false;
        }

        report = new(new(sender), new(ntp), new(rtp), packets, octets);
        blocks = new(packet.Body[BodySize..size]);
        return true;
    }
}
