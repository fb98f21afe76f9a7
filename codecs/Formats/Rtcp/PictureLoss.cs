using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>Picture loss indication: a receiver asks for a picture at which decoding can start. RFC 4585 §6.3.1.</summary>
/// <remarks>
/// <code>
/// |V=2|P|  FMT=1  |    PT=206     |            length=2           |
/// |                  SSRC of packet sender                        |
/// |                  SSRC of media source                         |
/// </code>
/// </remarks>
/// <param name="Sender">Who asks.</param>
/// <param name="Source">Whose picture was lost.</param>
public readonly record struct PictureLoss(Ssrc Sender, Ssrc Source)
{
    /// <summary>The feedback message type, where other packets have a count. RFC 4585 §6.3.</summary>
    internal const int Format = 1;

    internal const int BodySize = 8;

    /// <summary>False for every other kind of payload-specific feedback, too.</summary>
    public static bool TryParse(in RtcpPacket packet, out PictureLoss loss)
    {
        loss = default;
        if (packet.Type != RtcpType.PayloadFeedback || packet.Count != Format || packet.Body.Length < BodySize)
            return false;
        loss = new(
            new(BinaryPrimitives.ReadUInt32BigEndian(packet.Body)),
            new(BinaryPrimitives.ReadUInt32BigEndian(packet.Body[4..])));
        return true;
    }
}
