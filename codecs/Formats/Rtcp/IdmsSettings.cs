using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>When all receivers of a group are to show one packet, and by that every other: the common presentation. RFC 7272 §7.</summary>
/// <remarks>
/// <code>
/// |V=2|P|  resrv  |     PT=211    |            length=8           |
/// |                     SSRC of packet sender                     |
/// |                     SSRC of media source                      |
/// |              media stream correlation identifier              |
/// |      packet received NTP timestamp, most significant word     |
/// |      packet received NTP timestamp, least significant word    |
/// |              packet received RTP timestamp                    |
/// |      packet presented NTP timestamp, most significant word    |
/// |      packet presented NTP timestamp, least significant word   |
/// </code>
/// </remarks>
/// <param name="Sender">Who decides.</param>
/// <param name="Source">Whose packet it is.</param>
/// <param name="Group">Who is to be in step: the number of <see cref="Sdp.SdpSection.SyncGroup"/>.</param>
/// <param name="Received">When the receiver that all follow got it; when it was sent where nobody's reception decides.</param>
/// <param name="Rtp">The packet's stamp.</param>
/// <param name="Presented">When it is to be shown.</param>
public readonly record struct IdmsSettings(
    Ssrc Sender, Ssrc Source, uint Group, NtpTime Received, RtpTimestamp Rtp, NtpTime Presented)
{
    /// <summary>Bytes with the header.</summary>
    public const int Size = RtcpPacket.HeaderSize + BodySize;

    private const int BodySize = 32;

    public static bool TryParse(in RtcpPacket packet, out IdmsSettings settings)
    {
        settings = default;
        ByteReader reader = new(packet.Body);
        if (packet.Type != RtcpType.IdmsSettings || !reader.TryReadUInt32(out uint sender) || !reader.TryReadUInt32(out uint source)
            || !reader.TryReadUInt32(out uint group) || !reader.TryReadUInt64(out ulong received)
            || !reader.TryReadUInt32(out uint rtp) || !reader.TryReadUInt64(out ulong presented))
        {
            return false;
        }

        settings = new(new(sender), new(source), group, new(received), new(rtp), new(presented));
        return true;
    }

    internal void Write(ref ByteWriter writer)
    {
        writer.WriteUInt32(Sender.Value);
        writer.WriteUInt32(Source.Value);
        writer.WriteUInt32(Group);
        writer.WriteUInt64(Received.Value);
        writer.WriteUInt32(Rtp.Value);
        writer.WriteUInt64(Presented.Value);
    }
}
