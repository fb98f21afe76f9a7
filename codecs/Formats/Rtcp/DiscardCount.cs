using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>Packets that came and were thrown away by the receiver: what tells its own losses from those of the network. RFC 7002
/// §3.</summary>
/// <remarks>
/// <code>
/// |     BT=24     | I |DT |  resv |      block length = 2         |
/// |                        SSRC of source                         |
/// |                        Discard Count                          |
/// </code>
/// </remarks>
/// <param name="Count">0xfffffffe: that many or more; 0xffffffff: not available.</param>
public readonly record struct DiscardCount(Ssrc Source, XrPeriod Period, DiscardType Why, uint Count)
{
    public const uint Unavailable = uint.MaxValue;

    internal const int ContentSize = 8;

    internal byte Specific => (byte)(((int)Period << 6) | ((int)Why << 4));

    public static bool TryParse(in XrBlock block, out DiscardCount discards)
    {
        discards = default;
        if (!block.TryOpen(XrBlockType.DiscardCount, ContentSize, out Ssrc source, out ByteReader reader)
            || !reader.TryReadUInt32(out uint count))
        {
            return false;
        }

        discards = new(source, (XrPeriod)(block.Specific >> 6), (DiscardType)((block.Specific >> 4) & 3), count);
        return true;
    }

    internal void Write(ref ByteWriter writer)
    {
        writer.WriteUInt32(Source.Value);
        writer.WriteUInt32(Count);
    }
}
