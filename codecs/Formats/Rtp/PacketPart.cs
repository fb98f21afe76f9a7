namespace Streaming.Formats.Rtp;

/// <summary>A piece of an outgoing packet: bytes written for it, or a slice of the track's sample file.</summary>
/// <param name="Offset">Into the packet's inline bytes, or into the sample file.</param>
/// <param name="Length">In bytes.</param>
/// <param name="IsInline">Whether the bytes were written by the packetizer rather than stored in the film.</param>
public readonly record struct PacketPart(long Offset, int Length, bool IsInline);
