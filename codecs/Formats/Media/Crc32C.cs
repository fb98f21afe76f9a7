using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Streaming.Formats.Media;

/// <summary>The Castagnoli check sum of RFC 3720 §B.4: the processor has an instruction for it, eight bytes at a time.</summary>
internal static class Crc32C
{
    /// <summary>The sum of <paramref name="bytes"/>, continued from <paramref name="before"/>, the sum of what came in front of
    /// them.</summary>
    // Compiled to the processor's instruction at its first call: the first film opened need not wait for the compiler's second thoughts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        uint sum = ~before;
        while (bytes.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte rest in bytes)
            sum = BitOperations.Crc32C(sum, rest);
        return ~sum;
    }
}
