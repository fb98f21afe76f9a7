using System.Globalization;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>Normal play time as text: <c>123.45</c> or <c>0:02:03.45</c>. RFC 2326 §3.6.</summary>
internal static class NptTime
{
    /// <summary>Three thousand years: beyond any film, and well inside what ticks can count.</summary>
    private const long MostSeconds = 99_999_999_999;

    /// <summary>Digits beyond the tick of 100 ns are dropped.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MediaTime time, out ParseFault fault)
    {
        time = default;
        fault = ParseFault.Invalid;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point], fraction = point < 0 ? [] : text[(point + 1)..];
        if (fraction.ContainsAnyExceptInRange('0', '9') || !TrySeconds(whole, out long seconds))
            return false;
        if (seconds > MostSeconds)
        {
            fault = ParseFault.TooLarge;
            return false;
        }

        long ticks = 0;
        for (int i = 0; i < 7; i++)
            ticks = (ticks * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        time = new((seconds * TimeSpan.TicksPerSecond) + ticks);
        fault = ParseFault.None;
        return true;
    }

    /// <summary>At least three decimals, as everybody writes it, and as many more as the time has.</summary>
    public static string Format(MediaTime time)
    {
        (long seconds, long ticks) = Math.DivRem(Math.Max(0, time.Ticks), TimeSpan.TicksPerSecond);
        string fraction = ticks.ToString("0000000", CultureInfo.InvariantCulture).TrimEnd('0').PadRight(3, '0');
        return $"{seconds}.{fraction}";
    }

    /// <summary>Plain seconds, or hours, minutes and seconds; minutes and seconds below 60.</summary>
    private static bool TrySeconds(ReadOnlySpan<char> text, out long seconds)
    {
        int colon = text.IndexOf(':');
        if (colon < 0)
            return TryNumber(text, out seconds);

        seconds = 0;
        ReadOnlySpan<char> rest = text[(colon + 1)..];
        int second = rest.IndexOf(':');
        if (second < 0 || !TryNumber(text[..colon], out long hours))
            return false;
        if (!HeaderText.TryNumber(rest[..second], 59, out long minutes) || !HeaderText.TryNumber(rest[(second + 1)..], 59, out long last))
            return false;
        seconds = (Math.Min(hours, MostSeconds) * 3_600) + (minutes * 60) + last;
        return true;
    }

    /// <summary>Any number of digits; what passes all limits anyway is cut to just beyond them.</summary>
    private static bool TryNumber(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
            return false;
        ReadOnlySpan<char> digits = text.TrimStart('0');
        value = digits.Length > 12 ? MostSeconds + 1 : digits.IsEmpty ? 0 : long.Parse(digits, CultureInfo.InvariantCulture);
        return true;
    }
}
