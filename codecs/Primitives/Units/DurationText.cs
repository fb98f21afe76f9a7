using System.Globalization;

namespace Streaming.Primitives.Units;

/// <summary>Durations as people write them: <c>10s</c>, <c>500ms</c>, <c>2m</c> or <c>2min</c>, <c>1h30m</c>, <c>1.5s</c>; no finer than a
/// tick of 100 ns.</summary>
public static class DurationText
{
    private const decimal MillisecondTicks = TimeSpan.TicksPerMillisecond;

    /// <summary>What many write for <c>m</c>.</summary>
    private const string LongMinute = "min";

    private static readonly (string Suffix, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
        ("d", TimeSpan.TicksPerDay),
    ];

    /// <summary>One or more numbers, each with its unit; a number without one is nobody's guess and refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        text = text.Trim();
        if (text.IsEmpty)
            return false;
        decimal ticks = 0;
        while (!text.IsEmpty)
        {
            if (!NumberText.TryTake(ref text, out decimal number) || !TryTakeUnit(ref text, out long unit))
                return false;
            ticks += number * unit;
            if (ticks > long.MaxValue)
                return false;
        }

        duration = new((long)ticks);
        return duration.Ticks == ticks;
    }

    /// <summary>A short text that <see cref="TryParse"/> reads as the same duration, to the tick.</summary>
    public static string Format(TimeSpan duration)
    {
        for (int index = Units.Length - 1; index > 0; index--)
        {
            if (duration.Ticks != 0 && duration.Ticks % Units[index].Ticks == 0 && (index < 2 || duration.Ticks / Units[index].Ticks > 1))
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / Units[index].Ticks}{Units[index].Suffix}");
        }

        long seconds = duration.Ticks / TimeSpan.TicksPerSecond, rest = duration.Ticks % TimeSpan.TicksPerSecond;
        return rest % TimeSpan.TicksPerMillisecond == 0 || seconds == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / MillisecondTicks:0.####}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds}s{rest / MillisecondTicks:0.####}ms");
    }

    private static bool TryTakeUnit(ref ReadOnlySpan<char> text, out long ticks)
    {
        foreach ((string suffix, long unit) in Units)
        {
            if (!text.StartsWith(suffix, StringComparison.Ordinal))
                continue;
            text = text[(text.StartsWith(LongMinute, StringComparison.Ordinal) ? LongMinute : suffix).Length..].TrimStart();
            ticks = unit;
            return true;
        }

        ticks = 0;
        return false;
    }
}
