// AV1 bitstream specification §4.10.5, used by the AV1 RTP payload specification §4.4 as well.
namespace Streaming.Formats.Payloads.Av1;

/// <summary>Numbers in little-endian groups of seven bits, the high bit of a byte saying that more follow.</summary>
internal static class Leb128
{
    /// <summary>Bytes of the longest number the specification allows: eight; values stay below 2³².</summary>
    public const int MaxSize = 8;

    /// <summary>Bytes of the shortest form.</summary>
    public static int SizeOf(int value)
    {
        int size = 1;
        for (; value >= 0x80; value >>= 7)
            size++;
        return size;
    }

    /// <summary>Writes the shortest form, <see cref="SizeOf"/> bytes.</summary>
    public static void Write(Span<byte> destination, int value)
    {
        int at = 0;
        for (; value >= 0x80; value >>= 7)
            destination[at++] = (byte)(value | 0x80);
        destination[at] = (byte)value;
    }

    /// <summary>Reads a number of up to 2³¹ − 1, in any number of bytes up to eight.</summary>
    public static bool TryRead(ReadOnlySpan<byte> wire, out int value, out int size)
    {
        ulong read = 0;
        value = 0;
        for (size = 1; size <= Math.Min(MaxSize, wire.Length); size++)
        {
            byte group = wire[size - 1];
            read |= (ulong)(group & 0x7f) << (7 * (size - 1));
            if ((group & 0x80) != 0)
                continue;
            value = (int)Math.Min(read, int.MaxValue);
            return read <= int.MaxValue;
        }

        return false;
    }
}
