using System.Globalization;

namespace Streaming.Server.Host.Http.Plots;

/// <summary>One axis of a plot: where a value lies on it, and which values are written beside it.</summary>
internal sealed class Axis
{
    private readonly Func<double, double> _scale;
    private readonly double _least;
    private readonly double _most;

    private Axis(string label, double least, double most, Func<double, double> scale, IReadOnlyList<(double, string)> ticks)
    {
        Label = label;
        Ticks = ticks;
        _scale = scale;
        (_least, _most) = (scale(least), scale(most));
    }

    /// <summary>What is measured.</summary>
    public string Label { get; }

    /// <summary>By rising value, each with its unit unless the label has it.</summary>
    public IReadOnlyList<(double Value, string Text)> Ticks { get; }

    /// <summary>From zero to the first round value that is not less than <paramref name="most"/>.</summary>
    public static Axis Linear(string label, double most, Func<double, string> text)
    {
        double step = Round(most / 5);
        int count = Math.Max(1, (int)Math.Ceiling(most / step));
        return new(label, 0, count * step, value => value, [.. Enumerable.Range(0, count + 1).Select(i => (i * step, text(i * step)))]);
    }

    /// <summary>From zero to <paramref name="most"/>, written as people write times.</summary>
    /// <param name="ticks">At most so many.</param>
    public static Axis Time(string label, TimeSpan most, int ticks = 10)
    {
        int[] steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400];
        double step = steps.FirstOrDefault(seconds => most.TotalSeconds / seconds <= ticks);
        step = step > 0 ? step : 86_400 * Round(most.TotalDays / ticks);
        IEnumerable<double> times = Enumerable.Range(0, (int)(most.TotalSeconds / step) + 1).Select(i => i * step);
        IEnumerable<(double, string)> told = times.Select(time => (time, Figures.Length(TimeSpan.FromSeconds(time))));
        return new(label, 0, most.TotalSeconds, value => value, [.. told]);
    }

    /// <summary>As far below zero as above it: to the first round value that is not less than <paramref name="furthest"/>.</summary>
    public static Axis Around(string label, double furthest)
    {
        double step = Round(furthest / 3);
        int count = Math.Max(1, (int)Math.Ceiling(furthest / step));
        IEnumerable<double> values = Enumerable.Range(-count, (2 * count) + 1).Select(i => i * step);
        return new(label, -count * step, count * step, value => value,
            [.. values.Select(value => (value, value.ToString("0.##", CultureInfo.InvariantCulture)))]);
    }

    /// <summary>From so long ago until now: seconds below zero.</summary>
    public static Axis Before(string label, TimeSpan most)
    {
        double step = most.TotalSeconds / 5;
        IEnumerable<double> times = Enumerable.Range(0, 6).Select(i => -i * step).Reverse();
        return new(label, -most.TotalSeconds, 0, value => value,
            [.. times.Select(time => (time, time == 0 ? "now" : Figures.Length(TimeSpan.FromSeconds(-time))))]);
    }

    /// <summary>Kinds of things, one above the other: the first lies at 1, the next at 2, …</summary>
    public static Axis Kinds(string label, IReadOnlyList<string> kinds) =>
        new(label, 0.4, kinds.Count + 0.6, value => value, [.. kinds.Select((kind, number) => (number + 1.0, kind))]);

    /// <summary>From the first value to <paramref name="most"/>.</summary>
    /// <param name="ticks">By rising value, at least one.</param>
    public static Axis Values(string label, IReadOnlyList<(double Value, string Text)> ticks, double most) =>
        new(label, ticks[0].Value, most > ticks[0].Value ? most : ticks[0].Value + 1, value => value, ticks);

    /// <summary>Every decade is as long as any other; begins and ends with a round value.</summary>
    /// <param name="least">Greater than zero, as all that is placed on the axis.</param>
    public static Axis Logarithmic(string label, double least, double most, Func<double, string> text)
    {
        List<double> round = [];
        for (double decade = Math.Pow(10, Math.Floor(Math.Log10(least))); round.Count == 0 || round[^1] < most; decade *= 10)
            round.AddRange([decade, 2 * decade, 5 * decade]);
        int first = Math.Max(0, round.FindLastIndex(value => value <= least)), last = round.FindIndex(value => value >= most);
        round = round[first..(Math.Max(last, first + 1) + 1)];

        // Where there are many, the tens are enough.
        IEnumerable<double> told = round.Count <= 9 ? round : round.Where(value => Math.Log10(value) % 1 is < 0.01 and > -0.01 or > 0.99);
        return new(label, round[0], round[^1], Math.Log10, [.. told.Select(value => (value, text(value)))]);
    }

    /// <summary>0 at the beginning of the axis, 1 at its end; what lies outside is moved to the nearer of them.</summary>
    public double Place(double value) => Math.Clamp((_scale(value) - _least) / (_most - _least), 0, 1);

    /// <summary>Bits per second: "200 kb/s".</summary>
    public static string Rate(double value) => WithUnit(value, "b/s");

    /// <summary>Bytes: "50 kB".</summary>
    public static string Bytes(double value) => WithUnit(value, "B");

    private static string WithUnit(double value, string unit)
    {
        (double part, string prefix) = value switch
        {
            >= 999_999_999 => (value / 1e9, "G"),
            >= 999_999 => (value / 1e6, "M"),
            >= 999 => (value / 1e3, "k"),
            _ => (value, ""),
        };
        return value == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{part:0.##} {prefix}{unit}");
    }

    /// <summary>The next of 1, 2, 5, 10, 20, …</summary>
    private static double Round(double value)
    {
        double decade = value > 0 ? Math.Pow(10, Math.Floor(Math.Log10(value))) : 1;
        return decade * ((value / decade) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }
}
