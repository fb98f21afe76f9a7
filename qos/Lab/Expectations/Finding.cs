using Streaming.Lab.Records;

namespace Streaming.Lab.Expectations;

/// <summary>What was found of an expectation in one run.</summary>
/// <param name="Text">What was measured, in a few words.</param>
internal sealed record Finding(bool IsMet, string Text)
{
    /// <param name="runs">All of the same repetition.</param>
    public static Finding Of(Expectation expectation, RunRecord run, IReadOnlyList<RunRecord> runs)
    {
        Measurement left = Measurement.Take(expectation.Left, run, isTogether: expectation.Right is not null);
        if (left.Readings.Count == 0)
            return new(false, left.Missing);
        if (expectation.Right is not { } right)
            return OfNumber(expectation, left);
        RunRecord? other = right.Variant is null ? run : runs.FirstOrDefault(each => each.Variant == right.Variant);
        if (other is null)
            return new(false, $"nothing was run of {right.Variant}");
        Measurement measured = Measurement.Take(right, other, isTogether: true);
        return measured.Readings.Count == 0
            ? new(false, measured.Missing)
            : OfTwo(expectation, Rounded(left.Readings[0].Value), measured.Readings[0].Value);
    }

    private static Finding OfNumber(Expectation expectation, Measurement measured)
    {
        (Comparison comparison, double limit) = (expectation.Comparison, expectation.Number);
        IEnumerable<Reading> failed = measured.Readings.Where(one => !comparison.Holds(Rounded(one.Value), limit));
        int failing = failed.Select(one => one.Who).Distinct().Count();
        Reading worst = measured.Readings.MaxBy(reading => comparison.Badness(Rounded(reading.Value), limit));
        string text = $"{expectation.Left.Text} = {Amount.Write(worst.Value, expectation.Left.Metric.Unit)}";
        if (worst.Who.Length > 0)
        {
            text += failing > 0
                ? $" at worst ({worst.Who}); {failing} of {measured.Of} {(failing == 1 ? "fails" : "fail")}"
                : $" at worst, of {measured.Of}";
        }

        return new(failing == 0, text);
    }

    private static Finding OfTwo(Expectation expectation, double value, double other)
    {
        double limit = Rounded(expectation.Number * other);
        string left = $"{expectation.Left.Text} = {Amount.Write(value, expectation.Left.Metric.Unit)}";
        string times = expectation.Number == 1 ? "" : $"{Amount.Plain(expectation.Number)} × ";
        string right = $"{times}{Amount.Write(other, expectation.Right!.Metric.Unit)}";
        return new(expectation.Comparison.Holds(value, limit), $"{left} against {right}");
    }

    /// <summary>A share of exactly a tenth of a percent is not more than that by the last bit of its division.</summary>
    private static double Rounded(double value) => Math.Round(value, 9);
}
