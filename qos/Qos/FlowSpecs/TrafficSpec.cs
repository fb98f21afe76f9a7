namespace Streaming.Qos.FlowSpecs;

/// <summary>What a flow sends at most: in any interval t no more than min(M + p·t, b + r·t). RFC 2215 §3.6, TOKEN_BUCKET_TSPEC.</summary>
/// <remarks>Bytes are those of IP datagrams, all headers from IP upwards included.</remarks>
/// <param name="Rate">r, the rate at which tokens come.</param>
/// <param name="Depth">b, the tokens that the bucket holds.</param>
/// <param name="Peak">p, never exceeded over more than one packet; <see cref="NoPeak"/> where whatever the bucket holds may leave at
/// once.</param>
/// <param name="MinUnit">m, the minimum policed unit: a smaller packet counts as one of this size.</param>
/// <param name="MaxPacket">M, the largest packet.</param>
public sealed record TrafficSpec(BitRate Rate, ByteCount Depth, BitRate Peak, ByteCount MinUnit, ByteCount MaxPacket)
{
    /// <summary>1 Tb/s, for r and p: beyond any link a server has, and a million of them still add up.</summary>
    public static readonly BitRate MostRate = new(1_000_000_000_000);

    /// <summary>For p: there is none. RFC 2210 §3.1 says it by an infinite number; here it is the largest, written <c>none</c>.</summary>
    public static readonly BitRate NoPeak = MostRate;

    /// <summary>10 GB, for b: in bits times ticks a tenth of what 64 bits hold.</summary>
    public static readonly ByteCount MostDepth = new(10_000_000_000);

    /// <summary>For M: the largest IPv6 datagram without a jumbo payload, 40 + 65 535.</summary>
    public static readonly ByteCount MostPacket = new(65_575);

    /// <summary>How p is written where there is none.</summary>
    internal const string None = "none";

    public bool HasPeak => Peak < NoPeak;

    /// <summary>How much may be sent at most in any interval of that length: min(M + p·t, b + r·t), rounded down; the largest count of all
    /// where that is beyond 64 bits (years at hundreds of gigabits).</summary>
    public ByteCount Allowed(TimeSpan time)
    {
        Int128 bytes = Int128.Min(Curve(MaxPacket, Peak, time), Curve(Depth, Rate, time));
        return new((long)Int128.Min(bytes, long.MaxValue));
    }

    /// <summary>What two flows send together: rates, depths and peaks add up, the smallest unit and the largest packet hold for both;
    /// where one has no peak, both have none. RFC 2216 §4.6.</summary>
    public static TrafficSpec operator +(TrafficSpec left, TrafficSpec right) => new(
        left.Rate + right.Rate,
        left.Depth + right.Depth,
        left.HasPeak && right.HasPeak && left.Peak + right.Peak < NoPeak ? left.Peak + right.Peak : NoPeak,
        left.MinUnit < right.MinUnit ? left.MinUnit : right.MinUnit,
        left.MaxPacket > right.MaxPacket ? left.MaxPacket : right.MaxPacket);

    /// <summary>What covers one of two flows, whichever is sent.</summary>
    public static TrafficSpec Wider(TrafficSpec one, TrafficSpec other) => new(
        Max(one.Rate, other.Rate),
        Max(one.Depth, other.Depth),
        Max(one.Peak, other.Peak),
        one.MinUnit < other.MinUnit ? one.MinUnit : other.MinUnit,
        Max(one.MaxPacket, other.MaxPacket));

    private static T Max<T>(T one, T other)
        where T : struct, IComparable<T> => one.CompareTo(other) < 0 ? other : one;

    private static Int128 Curve(ByteCount burst, BitRate rate, TimeSpan time) =>
        burst.Bytes + ((Int128)rate.BitsPerSecond * time.Ticks / (8 * TimeSpan.TicksPerSecond));
}
