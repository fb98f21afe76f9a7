namespace Streaming.Formats.Multiplexing;

/// <summary>The check sum behind each section of a table. ISO/IEC 13818-1 annex A.</summary>
internal static class SectionSum
{
    private const uint Polynomial = 0x04c11db7;

    /// <summary>Bit by bit: a table is made once.</summary>
    public static uint Of(ReadOnlySpan<byte> section)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in section)
        {
            sum ^= (uint)value << 24;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum << 1) ^ ((sum & 0x80000000) != 0 ? Polynomial : 0);
        }

        return sum;
    }
}
