using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Remembers which of the latest packets have come, so that a duplicate is told from a latecomer.</summary>
/// <param name="capacity">What the reorder buffer holds. Twice as many are remembered, because a packet may come once more after it has
/// been released: 2 048 bits as a rule, which is 256 bytes.</param>
internal sealed class SeenWindow(int capacity)
{
    private readonly ulong[] _bits = new ulong[2 * capacity / 64];
    private long _end = long.MinValue;

    private int Size => 64 * _bits.Length;

    /// <summary>Marks <paramref name="index"/>; false where it was marked already, or lies too far back to know.</summary>
    public bool Add(PacketIndex index)
    {
        long value = index.Value;
        if (_end == long.MinValue || value - _end >= Size)
        {
            Array.Clear(_bits);
            _end = value + 1;
        }
        else
        {
            for (; _end <= value; _end++)
                Bit(_end) &= ~Mask(_end);
            if (value < _end - Size)
                return false;
        }

        bool isNew = (Bit(value) & Mask(value)) == 0;
        Bit(value) |= Mask(value);
        return isNew;
    }

    /// <summary>Whether <paramref name="index"/> is marked, or lies too far back to know.</summary>
    public bool Contains(PacketIndex index)
    {
        long value = index.Value;
        return _end != long.MinValue && value < _end && (value < _end - Size || (Bit(value) & Mask(value)) != 0);
    }

    private ref ulong Bit(long value) => ref _bits[(value & (Size - 1)) >> 6];

    private static ulong Mask(long value) => 1UL << (int)(value & 63);
}
