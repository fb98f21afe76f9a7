using System.Buffers;
using System.Globalization;

namespace Streaming.Primitives.Units;

/// <summary>The number that a duration, size or rate begins with.</summary>
internal static class NumberText
{
    /// <summary>28 digits are what a decimal holds; nobody means more than half of them.</summary>
    private const int MaxDigits = 15;

    /// <summary>The largest first. A capital K is no unit's prefix, but what many write.</summary>
    private static readonly (char Prefix, long Scale)[] Prefixes =
        [('T', 1_000_000_000_000), ('G', 1_000_000_000), ('M', 1_000_000), ('k', 1_000), ('K', 1_000)];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Takes digits with at most one point among them, and the spaces behind; no sign, no exponent.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, out decimal number)
    {
        int end = text.IndexOfAnyExcept(Digits);
        if (end < 0)
            end = text.Length;
        number = 0;
        if (end is 0 or > MaxDigits
            || !decimal.TryParse(text[..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            return false;
        text = text[end..].TrimStart();
        return true;
    }

    /// <summary>
    /// Reads a number with the prefix of its unit (<c>k</c>, <c>M</c>, <c>G</c>, <c>T</c>: powers of 1 000), then one of the units.
    /// </summary>
    public static bool TryParseScaled(ReadOnlySpan<char> text, ReadOnlySpan<string> units, out long value)
    {
        value = 0;
        text = text.Trim();
        if (!TryTake(ref text, out decimal number))
            return false;
        long scale = 1;
        foreach ((char prefix, long power) in Prefixes)
        {
            if (text.IsEmpty || text[0] != prefix)
                continue;
            scale = power;
            text = text[1..];
            break;
        }

        foreach (string unit in units)
        {
            if (!text.SequenceEqual(unit))
                continue;
            decimal scaled = number * scale;
            if (scaled > long.MaxValue || decimal.Truncate(scaled) != scaled)
                return false;
            value = (long)scaled;
            return true;
        }

        return false;
    }

    /// <summary>The largest prefix that leaves a whole number.</summary>
    public static string FormatScaled(long value, string unit)
    {
        foreach ((char prefix, long scale) in Prefixes)
        {
            if (value != 0 && value % scale == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{value / scale}{prefix}{unit}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
    }
}
