namespace Streaming.Qos.Shaping;

/// <summary>The unit that token buckets are kept in: a bit times a tick, of which a rate in bits per second earns a whole number in every
/// tick of 100 ns. Nothing rounds.</summary>
internal static class BitTicks
{
    public const long PerByte = 8 * TimeSpan.TicksPerSecond;

    /// <summary>Up to 115 GB; more is a broken invariant of whoever made the specification.</summary>
    public static long Of(ByteCount bytes) => checked(bytes.Bytes * PerByte);

    /// <summary>What <paramref name="rate"/> earns between two instants, but no more than <paramref name="most"/>; nothing where time runs
    /// backwards.</summary>
    public static long Earned(BitRate rate, Instant since, Instant now, long most)
    {
        if (now <= since)
            return 0;

        // 400 Gb/s over years is beyond 64 bits; the product is made in 128.
        ulong high = Math.BigMul((ulong)rate.BitsPerSecond, unchecked((ulong)(now.Ticks - since.Ticks)), out ulong low);
        return high == 0 && low < (ulong)most ? (long)low : most;
    }
}
