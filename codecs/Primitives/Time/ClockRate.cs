namespace Streaming.Primitives.Time;

/// <summary>How many units of a media clock make one second: 90 000 for video, the sampling rate for sound, 1 000 for text.</summary>
public readonly record struct ClockRate(int Hertz)
{
    public static readonly ClockRate Video = new(90_000);

    /// <summary>The nearest unit. For rates up to 5 MHz, <c>ToUnits(ToTime(u)) == u</c> for every u.</summary>
    public long ToUnits(MediaTime time) => Rescale(time.Ticks, Hertz, TimeSpan.TicksPerSecond);

    public long ToUnits(TimeSpan length) => Rescale(length.Ticks, Hertz, TimeSpan.TicksPerSecond);

    /// <summary>The nearest tick of 100 ns.</summary>
    public MediaTime ToTime(long units) => new(Rescale(units, TimeSpan.TicksPerSecond, Hertz));

    public TimeSpan ToLength(long units) => new(Rescale(units, TimeSpan.TicksPerSecond, Hertz));

    /// <summary><paramref name="value"/> · <paramref name="numerator"/> / <paramref name="denominator"/>, rounded to nearest.</summary>
    /// <remarks>The product of a long film and a fine clock passes 2⁶³, so whole and remainder are scaled apart.</remarks>
    public static long Rescale(long value, long numerator, long denominator)
    {
        (long whole, long rest) = Math.DivRem(value, denominator);
        long half = rest >= 0 ? denominator / 2 : -(denominator / 2);
        return (whole * numerator) + (((rest * numerator) + half) / denominator);
    }

    public override string ToString() => $"{Hertz} Hz";
}
