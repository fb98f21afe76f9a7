namespace Streaming.Ffmpeg.Importing;

/// <summary>A point of a container's timeline as an exact fraction of seconds, so that turning it into clock units rounds once and never
/// drifts.</summary>
internal readonly record struct ExactTime(Int128 Numerator, Int128 Denominator) : IComparable<ExactTime>
{
    public static readonly ExactTime Zero = new(0, 1);

    public static ExactTime Of(long ticks, TimeBase scale) => new((Int128)ticks * scale.Numerator, scale.Denominator);

    public int CompareTo(ExactTime other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The nearest clock unit of the distance from <paramref name="zero"/>; halves go away from zero.</summary>
    public long UnitsSince(ExactTime zero, ClockRate clock)
    {
        Int128 over = ((Numerator * zero.Denominator) - (zero.Numerator * Denominator)) * clock.Hertz;
        Int128 under = Denominator * zero.Denominator;
        Int128 half = over >= 0 ? under / 2 : -(under / 2);
        return (long)((over + half) / under);
    }
}
