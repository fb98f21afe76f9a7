using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>Takes packets from a session as they fall due.</summary>
/// <remarks>For each packet <see cref="Begin"/>, then <see cref="Packet"/> with the same writer. The buffers belong to the sink.</remarks>
public interface IPacketSink
{
    /// <summary>An empty packet with at least <see cref="PacketWriter.MaxInline"/> bytes and <see cref="PacketWriter.MaxParts"/> parts of
    /// room, in place of one that was begun and not handed over.</summary>
    PacketWriter Begin();

    /// <summary>One media packet, complete with its header.</summary>
    /// <param name="stream">Whose it is, and in which state: <see cref="SendStream.IsUnitStart"/> still speaks of this packet.</param>
    /// <param name="packet">The one that <see cref="Begin"/> answered.</param>
    /// <param name="due">When it was to leave; lateness is measured against it.</param>
    void Packet(SendStream stream, in PacketWriter packet, Instant due);

    /// <summary>One packet that was made whole; it is gone when the call is over.</summary>
    /// <param name="due">When it was to leave, or was ready to.</param>
    void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due);

    /// <summary>One compound RTCP packet. It must not overtake nor be overtaken by later calls by more than the batch they share.</summary>
    void Control(OutgoingStream stream, ReadOnlySpan<byte> compound);
}
