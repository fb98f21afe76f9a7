using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Tests.Sending;

/// <summary>The simplest payload format: a sample is a packet; its duration goes in front, so that tests can see it.</summary>
internal sealed class WholeSamples : IPacketizer
{
    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units) => 1;

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        BitConverter.TryWriteBytes(packet.Reserve(4), sample.Duration);
        packet.Slice(sample.Offset, sample.Size);
        return true;
    }
}
