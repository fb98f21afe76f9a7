using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Remembers which of the latest packets have come, so that a duplicate is told from a latecomer.</summary>
internal sealed class SeenWindow
{
    /// <summary>
    /// Twice what the reorder buffer holds: a packet may come once more after it has been released. 2 048 bits = 256 bytes.
    /// </summary>
    private const int Size = 2 * ReorderBuffer.Capacity;

    private readonly ulong[] _bits = new ulong[Size / 64];
    private long _end = long.MinValue;

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
