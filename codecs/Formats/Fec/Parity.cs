using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Streaming.Formats.Fec;

/// <summary>Exclusive or over packets, as wide as the processor is: what all parity here is made of.</summary>
public static class Parity
{
    /// <summary>Adds <paramref name="packet"/> to a sum of at least its length; what is behind it in the sum stays.</summary>
    /// <remarks>Adding the same packet again takes it out, which is the whole of decoding.</remarks>
    public static void Add(Span<byte> sum, ReadOnlySpan<byte> packet)
    {
        Invariant.That(sum.Length >= packet.Length);
        ref byte to = ref MemoryMarshal.GetReference(sum);
        ref byte from = ref MemoryMarshal.GetReference(packet);
        nuint length = (nuint)packet.Length, done = 0;

        // Four at a time: two loads and a store each are what holds this back, not the operation, and more in flight hide their latency.
        if (Vector512.IsHardwareAccelerated)
        {
            for (; length - done >= 256; done += 256)
            {
                Vector512<byte> a = Vector512.LoadUnsafe(ref to, done) ^ Vector512.LoadUnsafe(ref from, done);
                Vector512<byte> b = Vector512.LoadUnsafe(ref to, done + 64) ^ Vector512.LoadUnsafe(ref from, done + 64);
                Vector512<byte> c = Vector512.LoadUnsafe(ref to, done + 128) ^ Vector512.LoadUnsafe(ref from, done + 128);
                Vector512<byte> d = Vector512.LoadUnsafe(ref to, done + 192) ^ Vector512.LoadUnsafe(ref from, done + 192);
                a.StoreUnsafe(ref to, done);
                b.StoreUnsafe(ref to, done + 64);
                c.StoreUnsafe(ref to, done + 128);
                d.StoreUnsafe(ref to, done + 192);
            }

            for (; length - done >= 64; done += 64)
                (Vector512.LoadUnsafe(ref to, done) ^ Vector512.LoadUnsafe(ref from, done)).StoreUnsafe(ref to, done);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; length - done >= 32; done += 32)
                (Vector256.LoadUnsafe(ref to, done) ^ Vector256.LoadUnsafe(ref from, done)).StoreUnsafe(ref to, done);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            for (; length - done >= 16; done += 16)
                (Vector128.LoadUnsafe(ref to, done) ^ Vector128.LoadUnsafe(ref from, done)).StoreUnsafe(ref to, done);
        }

        for (; length - done >= sizeof(ulong); done += sizeof(ulong))
        {
            ref byte place = ref Unsafe.Add(ref to, done);
            ulong word = Unsafe.ReadUnaligned<ulong>(ref place) ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, done));
            Unsafe.WriteUnaligned(ref place, word);
        }

        for (; done < length; done++)
            Unsafe.Add(ref to, done) ^= Unsafe.Add(ref from, done);
    }
}
