namespace Streaming.Primitives.Units;

/// <summary>Bits per second; k is always 1 000. An integer, so that admitted rates add up exactly.</summary>
public readonly record struct BitRate(long BitsPerSecond) : IComparable<BitRate>
{
    public static readonly BitRate Zero;

    public static BitRate Kbps(long n) => new(n * 1_000);

    public static BitRate Mbps(long n) => new(n * 1_000_000);

    /// <summary>The rate at which <paramref name="bytes"/> pass in <paramref name="time"/>; zero for an empty time.</summary>
    public static BitRate Of(ByteCount bytes, TimeSpan time) =>
        time <= TimeSpan.Zero ? Zero : new(Exact.Share(bytes.Bytes, 8 * TimeSpan.TicksPerSecond, time.Ticks));

    public static ByteCount operator *(BitRate rate, TimeSpan time) =>
        new(Exact.Share(rate.BitsPerSecond, time.Ticks, 8 * TimeSpan.TicksPerSecond));

    public static BitRate operator +(BitRate left, BitRate right) => new(checked(left.BitsPerSecond + right.BitsPerSecond));

    public static BitRate operator -(BitRate left, BitRate right) => new(checked(left.BitsPerSecond - right.BitsPerSecond));

    public static bool operator <(BitRate left, BitRate right) => left.BitsPerSecond < right.BitsPerSecond;

    public static bool operator >(BitRate left, BitRate right) => left.BitsPerSecond > right.BitsPerSecond;

    public static bool operator <=(BitRate left, BitRate right) => left.BitsPerSecond <= right.BitsPerSecond;

    public static bool operator >=(BitRate left, BitRate right) => left.BitsPerSecond >= right.BitsPerSecond;

    public int CompareTo(BitRate other) => BitsPerSecond.CompareTo(other.BitsPerSecond);

    public override string ToString() => BitsPerSecond switch
    {
        >= 1_000_000 => $"{BitsPerSecond / 1e6:0.###} Mb/s",
        >= 1_000 => $"{BitsPerSecond / 1e3:0.###} kb/s",
        _ => $"{BitsPerSecond} b/s",
    };
}
