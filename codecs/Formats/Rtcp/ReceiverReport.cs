using System.Buffers.Binary;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>A report of one that only receives: its identity, and a block for each source it hears. RFC 3550 §6.4.2.</summary>
public readonly record struct ReceiverReport(Ssrc Sender)
{
    /// <summary>Bytes with the header and without report blocks.</summary>
    public const int Size = RtcpPacket.HeaderSize + BodySize;

    private const int BodySize = 4;

    public static bool TryParse(in RtcpPacket packet, out ReceiverReport report, out ReportBlocks blocks)
    {
        report = default;
        blocks = default;
        int size = BodySize + (packet.Count * ReportBlock.Size);
        if (packet.Type != RtcpType.ReceiverReport || packet.Body.Length < size)
            return false;
        report = new(new(BinaryPrimitives.ReadUInt32BigEndian(packet.Body)));
        blocks = new(packet.Body[BodySize..size]);
        return true;
    }
}
