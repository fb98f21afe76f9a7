using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Counts packets, and allocates nothing itself.</summary>
internal sealed class SilentWire : IPacketSink
{
    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];

    public int Packets { get; private set; }

    public int Repairs { get; private set; }

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due) => Packets++;

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due) => Repairs++;

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound)
    {
    }

    /// <summary>Drives the session, and answers when it stopped.</summary>
    public Instant Drive(SendSession session, Instant end)
    {
        while (session.Next <= end)
            session.Emit(session.Next, this);
        return end;
    }
}
