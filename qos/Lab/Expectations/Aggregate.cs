using System.Globalization;
using Streaming.Lab.Records;

namespace Streaming.Lab.Expectations;

/// <summary>What makes one value of many.</summary>
/// <param name="Word">As it stands in scenarios: mean, median, min, max, sum, p50 … p99.9.</param>
internal sealed record Aggregate(string Word)
{
    private static readonly string[] Words = ["mean", "median", "min", "max", "sum"];

    /// <summary>For whoever mistyped one.</summary>
    public static IEnumerable<string> Known => [.. Words, "p50", "p95", "p99", "p99.9"];

    public bool IsSum => Word == "sum";

    /// <summary>The share that a quantile is of; null: it is something else.</summary>
    private double? Quantile => Word switch
    {
        "median" => 0.5,
        "min" => 0,
        "max" => 1,
        ['p', ..] => double.Parse(Word.AsSpan(1), CultureInfo.InvariantCulture) / 100,
        _ => null,
    };

    /// <summary>Null: it is none.</summary>
    public static Aggregate? Find(string word) => Words.Contains(word) || IsQuantile(word) ? new(word) : null;

    /// <param name="values">At least one.</param>
    public double Of(IReadOnlyList<double> values)
    {
        if (Quantile is not { } share)
            return Word == "sum" ? values.Sum() : values.Sum() / values.Count;
        int rank = Math.Max(1, (int)Math.Ceiling(Math.Round(share * values.Count, 9)));
        return values.Order().ElementAt(rank - 1);
    }

    /// <param name="marks">At least one.</param>
    public double Of(Distribution marks) => Quantile is { } share ? marks.Quantile(share) : marks.Mean;

    private static bool IsQuantile(string word) => word.StartsWith('p')
        && double.TryParse(word.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
        && percent is > 0 and < 100;
}
