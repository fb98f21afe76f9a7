using System.Globalization;

namespace Streaming.Lab.Expectations;

/// <summary>Numbers with their units, as they are written and read in expectations.</summary>
internal static class Amount
{
    private static readonly Dictionary<MetricUnit, (string Word, double Worth)[]> Units = new()
    {
        [MetricUnit.Count] = [],
        [MetricUnit.Time] = [("ms", 1), ("us", 0.001), ("s", 1_000), ("min", 60_000)],
        [MetricUnit.Share] = [("%", 1)],
        [MetricUnit.Rate] = [("Mb/s", 1e6), ("kb/s", 1e3), ("b/s", 1), ("Gb/s", 1e9)],
    };

    public static bool IsUnit(string word) => Units.Values.Any(units => units.Any(unit => unit.Word == word));

    /// <summary>A number with its unit behind it, or without one where it cannot be mistaken.</summary>
    /// <param name="mistake">What is wrong with it, and what to write.</param>
    public static bool TryRead(double number, string unit, Metric metric, out double value, out string mistake)
    {
        (value, mistake) = (number, "");
        (string Word, double Worth)[] units = Units[metric.Unit];
        if (unit.Length == 0 && (number == 0 || metric.Unit is MetricUnit.Count or MetricUnit.Time))
            return true;
        if (Array.Find(units, each => each.Word == unit) is { Word: not null } found)
        {
            value = Math.Round(number * found.Worth, 9);
            return true;
        }

        mistake = units.Length == 0
            ? $"{metric.Name} is a plain number: leave out '{unit}'"
            : $"{metric.Name} is measured in {string.Join(", ", units.Select(each => each.Word))}"
                + (unit.Length == 0 ? $": write {Plain(number)}{units[0].Word}" : $", not in '{unit}'");
        return false;
    }

    /// <summary>As short as it can be told: <c>3.4</c> milliseconds, <c>0.05 %</c>, <c>2.1 Mb/s</c>.</summary>
    public static string Write(double value, MetricUnit unit) => unit switch
    {
        _ when double.IsPositiveInfinity(value) => "never",
        MetricUnit.Share => $"{Plain(value)} %",
        MetricUnit.Rate when value >= 1e6 => $"{Plain(value / 1e6)} Mb/s",
        MetricUnit.Rate when value >= 1e3 => $"{Plain(value / 1e3)} kb/s",
        MetricUnit.Rate => $"{Plain(value)} b/s",
        _ => Plain(value),
    };

    public static string Plain(double value)
    {
        string form = Math.Abs(value) switch { >= 100 => "0.#", >= 0.01 => "0.###", _ => "0.#######" };
        return value.ToString(form, CultureInfo.InvariantCulture);
    }
}
