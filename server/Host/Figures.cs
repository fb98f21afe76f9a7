using System.Globalization;

namespace Streaming.Server.Host;

/// <summary>Amounts as people like to read them: three digits and their unit.</summary>
internal static class Figures
{
    public static string Rate(BitRate rate) => rate.BitsPerSecond >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{rate.BitsPerSecond / 1e6:0.00} Mb/s")
        : string.Create(CultureInfo.InvariantCulture, $"{rate.BitsPerSecond / 1e3:0.0} kb/s");

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    /// <summary>1:23, and from an hour on 1:23:45; days are hours too.</summary>
    public static string Length(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
