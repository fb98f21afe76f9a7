namespace Streaming.Lab.Viewers;

/// <summary>Times as records have them, rounded to a microsecond: the double that is nearest to what is printed.</summary>
internal static class Seconds
{
    public static double Since(Instant start, Instant at) => Of(at - start);

    public static double Of(TimeSpan time) => Micro(time) / 1e6;

    /// <summary>In milliseconds.</summary>
    public static double Milli(TimeSpan time) => Micro(time) / 1e3;

    private static long Micro(TimeSpan time) =>
        (long)Math.Round(time.Ticks / (double)TimeSpan.TicksPerMicrosecond, MidpointRounding.AwayFromZero);
}
