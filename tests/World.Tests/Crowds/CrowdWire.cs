using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.World.Tests.Crowds;

/// <summary>Takes what a channel sends to a crowd: media are counted, reports are handed on.</summary>
internal sealed class CrowdWire(Action<OutgoingStream, ReadOnlySpan<byte>> reports) : IPacketSink
{
    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];

    /// <summary>Called with the number of each packet of the lane.</summary>
    public Action<SequenceNumber> OnMedia { get; set; } = _ => { };

    public long MediaBytes { get; private set; }

    /// <summary>What single members were sent.</summary>
    public long RepairBytes { get; private set; }

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        MediaBytes += packet.Length;
        OnMedia(stream.NextSequence + -1);
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due) => RepairBytes += packet.Length;

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound) => reports(stream, compound);
}
