namespace Streaming.Primitives.Units;

/// <summary>A share of something, in billionths: a loss of 1e-6 is still a thousand of them, and shares add up exactly.</summary>
public readonly record struct Ratio(long Billionths) : IComparable<Ratio>
{
    private const long Whole = 1_000_000_000;

    public static readonly Ratio Zero;

    public static readonly Ratio One = new(Whole);

    public static Ratio Percent(long n) => new(n * (Whole / 100));

    /// <summary>The share that <paramref name="part"/> is of <paramref name="whole"/>, rounded down; zero of nothing.</summary>
    public static Ratio Of(long part, long whole) => whole == 0 ? Zero : new(Exact.Share(part, Whole, whole));

    /// <summary>Rounded down.</summary>
    public static BitRate operator *(BitRate rate, Ratio share) => new(Exact.Share(rate.BitsPerSecond, share.Billionths, Whole));

    public static bool operator <(Ratio left, Ratio right) => left.Billionths < right.Billionths;

    public static bool operator >(Ratio left, Ratio right) => left.Billionths > right.Billionths;

    public static bool operator <=(Ratio left, Ratio right) => left.Billionths <= right.Billionths;

    public static bool operator >=(Ratio left, Ratio right) => left.Billionths >= right.Billionths;

    public int CompareTo(Ratio other) => Billionths.CompareTo(other.Billionths);

    public override string ToString() => FormattableString.Invariant($"{Billionths / 1e7:0.#######} %");
}
