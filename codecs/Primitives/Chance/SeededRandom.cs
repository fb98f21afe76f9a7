using System.Numerics;

namespace Streaming.Primitives.Chance;

/// <summary>A small generator (xoshiro256**, seeded by splitmix64) whose sequence is the same on every machine and in every
/// version.</summary>
/// <remarks>For simulations and tests, never for secrets. The framework's own generator promises no stable sequence across
/// versions.</remarks>
public sealed class SeededRandom
{
    private ulong _a, _b, _c, _d;

    public SeededRandom(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in 0 … <paramref name="limit"/> − 1.</summary>
    public int Next(int limit) => (int)(((UInt128)NextUInt64() * (uint)limit) >> 64);

    /// <summary>From <paramref name="least"/> to <paramref name="limit"/> − 1.</summary>
    public int Next(int least, int limit) => least + Next(limit - least);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public void Fill(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(NextUInt64() >> 56);
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
