namespace Streaming.Lab.Viewers;

/// <summary>Times as records have them, rounded to a microsecond.</summary>
internal static class Seconds
{
    public static double Since(Instant start, Instant at) => Of(at - start);

    public static double Of(TimeSpan time) => Math.Round(time.TotalSeconds, 6);

    /// <summary>In milliseconds.</summary>
    public static double Milli(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
