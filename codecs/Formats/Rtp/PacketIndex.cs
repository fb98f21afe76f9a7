namespace Streaming.Formats.Rtp;

/// <summary>The place of a packet in its stream: a sequence number unwrapped, so that it has an order.</summary>
/// <remarks>Made at the door of the receiver and used everywhere behind it. RFC 3550 §A.1 calls it the extended sequence number.</remarks>
public readonly record struct PacketIndex(long Value) : IComparable<PacketIndex>
{
    public static PacketIndex operator +(PacketIndex start, long count) => new(start.Value + count);

    public static long operator -(PacketIndex later, PacketIndex earlier) => later.Value - earlier.Value;

    public static bool operator <(PacketIndex left, PacketIndex right) => left.Value < right.Value;

    public static bool operator >(PacketIndex left, PacketIndex right) => left.Value > right.Value;

    public static bool operator <=(PacketIndex left, PacketIndex right) => left.Value <= right.Value;

    public static bool operator >=(PacketIndex left, PacketIndex right) => left.Value >= right.Value;

    public int CompareTo(PacketIndex other) => Value.CompareTo(other.Value);

    public override string ToString() => $"#{Value}";
}
