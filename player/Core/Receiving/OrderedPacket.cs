using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>A packet leaving the reorder buffer; its payload is valid until the buffer is touched again.</summary>
internal readonly ref struct OrderedPacket(
    PacketIndex index, long time, bool marker, bool startsAnew, bool isRepaired, ReadOnlySpan<byte> payload)
{
    public PacketIndex Index { get; } = index;

    /// <summary>The unwrapped timestamp, in clock units.</summary>
    public long Time { get; } = time;

    public bool Marker { get; } = marker;

    /// <summary>Nothing links it to the packet before it: another source, or numbers that jumped.</summary>
    public bool StartsAnew { get; } = startsAnew;

    /// <summary>The network has lost it.</summary>
    public bool IsRepaired { get; } = isRepaired;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}
