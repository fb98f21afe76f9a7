using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.Sessions;

/// <summary>Takes packets and remembers the first header of each stream since it was last asked.</summary>
internal sealed class SilentSink : IPacketSink
{
    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];

    public Dictionary<SendStream, RtpHeader> First { get; } = [];

    public int Packets { get; private set; }

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        Packets++;
        if (RtpHeader.TryParse(packet.Inline, out RtpHeader header, out _, out _))
            First.TryAdd(stream, header);
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
    }

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound)
    {
    }
}
