using System.Globalization;
using Streaming.Lab.Expectations;

namespace Streaming.Lab.Reports;

/// <summary>Figures as people read them, everywhere the same.</summary>
internal static class Say
{
    /// <summary>1,234,567.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary><c>1 session</c>, <c>2 sessions</c>.</summary>
    public static string Count(long count, string what) => count == 1 ? $"1 {what}" : $"{Count(count)} {what}s";

    public static string Rate(double bitsPerSecond) => Amount.Write(bitsPerSecond, MetricUnit.Rate);

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => $"{Amount.Plain(Three(bytes / 1e9))} GB",
        >= 1_000_000 => $"{Amount.Plain(Three(bytes / 1e6))} MB",
        >= 1_000 => $"{Amount.Plain(Three(bytes / 1e3))} kB",
        _ => $"{bytes} B",
    };

    /// <summary>A part of a whole, in percent; a dash of nothing.</summary>
    public static string Share(long part, long of) => of == 0 ? "–" : Percent(100.0 * part / of);

    public static string Percent(double value) => $"{Amount.Plain(Three(value))} %";

    /// <summary>Milliseconds; from ten seconds on, seconds.</summary>
    public static string Ms(double? value) => value switch
    {
        null => "–",
        >= 10_000 => Seconds(value.Value / 1_000),
        _ => $"{Amount.Plain(Three(value.Value))} ms",
    };

    /// <summary>12.3 s.</summary>
    public static string Seconds(double seconds) => $"{Amount.Plain(Math.Round(seconds, 3))} s";

    /// <summary>A moment of a run: 31.2 s, from a minute on 2:05, from an hour on 1:02:05.</summary>
    public static string At(double seconds)
    {
        TimeSpan time = TimeSpan.FromSeconds(seconds);
        return time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}")
            : time.TotalMinutes >= 1 ? time.ToString(@"m\:ss\.f", CultureInfo.InvariantCulture)
            : $"{Amount.Plain(Math.Round(seconds, 2))} s";
    }

    /// <summary>How long: 90 s, 10 min, 24 h.</summary>
    public static string Length(double seconds) => seconds switch
    {
        >= 7_200 => $"{Amount.Plain(Math.Round(seconds / 3_600, 1))} h",
        > 120 => $"{Amount.Plain(Math.Round(seconds / 60, 1))} min",
        _ => $"{Amount.Plain(seconds)} s",
    };

    /// <summary>Three digits say enough.</summary>
    private static double Three(double value)
    {
        double size = Math.Abs(value);
        return size switch
        {
            >= 100 => Math.Round(value),
            >= 10 => Math.Round(value, 1),
            >= 1 => Math.Round(value, 2),
            >= 0.01 => Math.Round(value, 3),
            _ => Math.Round(value, 7),
        };
    }
}
