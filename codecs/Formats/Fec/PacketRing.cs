using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>The packets around the newest, each at the place of its index, in one piece of memory.</summary>
/// <remarks>
/// As large as the parity that came needed, and the packets: 256 × 1 536 B = 393 kB for blocks of up to 80 packets; at most
/// 1 024 × 9 216 B = 9.4 MB, with blocks of 400 jumbo frames. It never shrinks, so that a stream in its stride allocates nothing.
/// </remarks>
internal sealed class PacketRing
{
    /// <summary>Twice the largest layout, since columns are spread, and room to be late: 2 × 400 + 96 are behind the newest.</summary>
    public const int MostSlots = 1_024;

    /// <summary>Of the largest ring. One of eight slots lies ahead: parity may overtake its media, and a block may end with
    /// losses.</summary>
    public const int MostAhead = MostSlots / 8;

    public const int MostBehind = MostSlots - MostAhead;

    private const int LeastSlots = 256;

    private const int RoomStep = 256;

    private long[] _indices = Empty(LeastSlots);
    private int[] _lengths = new int[LeastSlots];
    private byte[] _bytes = [];
    private int _room;

    /// <summary>Packets from that far behind the newest are here, if they came.</summary>
    public int Behind => _indices.Length - Ahead;

    public int Ahead => _indices.Length / 8;

    public ReadOnlySpan<byte> this[PacketIndex index] => _bytes.AsSpan(SlotOf(index) * _room, _lengths[SlotOf(index)]);

    public bool Has(PacketIndex index) => _indices[SlotOf(index)] == index.Value;

    /// <summary>The room for a packet that comes into being there; it counts from <see cref="Commit"/> on.</summary>
    public Span<byte> Reserve(PacketIndex index, int length)
    {
        if (length > _room)
            Arrange(_indices.Length, (length + RoomStep - 1) / RoomStep * RoomStep);
        int slot = SlotOf(index);
        _indices[slot] = long.MinValue;
        return _bytes.AsSpan(slot * _room, length);
    }

    public void Commit(PacketIndex index, int length)
    {
        int slot = SlotOf(index);
        (_indices[slot], _lengths[slot]) = (index.Value, length);
    }

    /// <summary>Doubles until it reaches so far, or as far as any.</summary>
    public void Reach(long behind, long ahead)
    {
        int slots = _indices.Length;
        while (slots < MostSlots && (behind > slots - (slots / 8) || ahead > slots / 8))
            slots *= 2;
        if (slots > _indices.Length)
            Arrange(slots, _room);
    }

    public void Clear() => Array.Fill(_indices, long.MinValue);

    private static long[] Empty(int slots)
    {
        long[] indices = new long[slots];
        Array.Fill(indices, long.MinValue);
        return indices;
    }

    private int SlotOf(PacketIndex index) => (int)index.Value & (_indices.Length - 1);

    private void Arrange(int slots, int room)
    {
        (long[] indices, int[] lengths, byte[] bytes, int oldRoom) = (_indices, _lengths, _bytes, _room);
        (_indices, _lengths, _bytes, _room) = (Empty(slots), new int[slots], new byte[slots * room], room);
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] == long.MinValue)
                continue;
            PacketIndex index = new(indices[i]);
            bytes.AsSpan(i * oldRoom, lengths[i]).CopyTo(_bytes.AsSpan(SlotOf(index) * _room));
            Commit(index, lengths[i]);
        }
    }
}
