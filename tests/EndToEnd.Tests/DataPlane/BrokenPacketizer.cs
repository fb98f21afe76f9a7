using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>Promises more than a packet can hold.</summary>
internal sealed class BrokenPacketizer : IPacketizer
{
    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units) => 1;

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        packet.Reserve(PacketWriter.MaxInline + 1);
        return true;
    }
}
