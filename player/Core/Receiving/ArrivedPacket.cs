using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>
/// A packet that has passed the door: of the right source, its number and stamp unwrapped. Valid as long as its datagram.
/// </summary>
internal readonly ref struct ArrivedPacket
{
    public required PacketIndex Index { get; init; }

    /// <summary>The unwrapped timestamp, in clock units.</summary>
    public required long Time { get; init; }

    public required bool Marker { get; init; }

    /// <summary>Nothing links it to the packet before it: another source, or numbers that jumped.</summary>
    public required bool StartsAnew { get; init; }

    /// <summary>The network has lost it.</summary>
    public bool IsRepaired { get; init; }

    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Bytes of the whole packet.</summary>
    public required int Size { get; init; }

    public required Instant Arrival { get; init; }
}
