using System.Buffers.Binary;

namespace Streaming.Primitives.Bytes;

/// <summary>Reads big-endian (network order) values from a span; every read says whether there was enough.</summary>
public ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public readonly ReadOnlySpan<byte> Rest => _bytes[Position..];

    public bool TryReadByte(out byte value)
    {
        if (Remaining < 1)
        {
            value = 0;
            return false;
        }

        value = _bytes[Position++];
        return true;
    }

    public bool TryReadUInt16(out ushort value)
    {
        bool enough = BinaryPrimitives.TryReadUInt16BigEndian(Rest, out value);
        Position += enough ? 2 : 0;
        return enough;
    }

    public bool TryReadUInt24(out int value)
    {
        if (Remaining < 3)
        {
            value = 0;
            return false;
        }

        value = (_bytes[Position] << 16) | (_bytes[Position + 1] << 8) | _bytes[Position + 2];
        Position += 3;
        return true;
    }

    public bool TryReadUInt32(out uint value)
    {
        bool enough = BinaryPrimitives.TryReadUInt32BigEndian(Rest, out value);
        Position += enough ? 4 : 0;
        return enough;
    }

    public bool TryReadUInt64(out ulong value)
    {
        bool enough = BinaryPrimitives.TryReadUInt64BigEndian(Rest, out value);
        Position += enough ? 8 : 0;
        return enough;
    }

    public bool TryReadBytes(int count, out ReadOnlySpan<byte> value)
    {
        if (count < 0 || Remaining < count)
        {
            value = default;
            return false;
        }

        value = _bytes.Slice(Position, count);
        Position += count;
        return true;
    }

    public bool TrySkip(int count) => TryReadBytes(count, out _);
}
