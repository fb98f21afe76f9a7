using System.Buffers;
using System.Globalization;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>What the headers' grammars have in common: lists, quotes, numbers. RFC 2326 §15.1.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> DecimalCharacters = SearchValues.Create("+-.0123456789");

    /// <summary>Takes the text up to the next <paramref name="separator"/> outside quotes off the front of <paramref name="rest"/>, without
    /// blanks.</summary>
    public static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest, char separator)
    {
        bool isQuoted = false;
        int end = 0;
        for (; end < rest.Length && (isQuoted || rest[end] != separator); end++)
            isQuoted ^= rest[end] == '"';
        ReadOnlySpan<char> item = rest[..end].Trim();
        rest = end < rest.Length ? rest[(end + 1)..] : [];
        return item;
    }

    /// <summary>Parts <c>name=value</c>; the value is empty where there is no equals sign, and comes without its quotes.</summary>
    public static void Split(ReadOnlySpan<char> parameter, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        int equals = parameter.IndexOf('=');
        name = (equals < 0 ? parameter : parameter[..equals]).Trim();
        value = equals < 0 ? [] : parameter[(equals + 1)..].Trim();
        if (value is ['"', .., '"'])
            value = value[1..^1];
    }

    public static bool Is(ReadOnlySpan<char> text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Digits only: no sign, no blanks, no exponent.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, long most, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;

    /// <summary>A plain decimal fraction of at most ± 1 000, to six places; no exponent, no NaN, no infinity.</summary>
    public static bool TryDecimal(ReadOnlySpan<char> text, out double value)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        bool isNumber = !text.ContainsAnyExcept(DecimalCharacters) & double.TryParse(text, Plain, CultureInfo.InvariantCulture, out value);
        value = Math.Round(value, 6);
        return isNumber && Math.Abs(value) <= 1_000;
    }

    public static string Decimal(double value) => value.ToString("0.0#####", CultureInfo.InvariantCulture);
}
