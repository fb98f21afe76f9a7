using System.Globalization;
using Streaming.Lab.Expectations;
using Streaming.Lab.Records;
using Streaming.Server.Host.Http.Plots;

namespace Streaming.Lab.Reports;

/// <summary><c>sweep.html</c>: one plot and one table of what becomes of a scenario while one of its keys takes one value after the
/// other.</summary>
/// <remarks>All that the scenario expects, and what people want to know whatever they expect, has a column; the first of it that changes is
/// plotted.</remarks>
internal static class SweepPage
{
    private const int MostCurves = 8, MostTicks = 11;

    /// <summary>Of no width: a key may take several lines at the head of a narrow column.</summary>
    private const char MayBreak = '\u200b';

    /// <param name="expectations">Of the scenario.</param>
    public static byte[] Write(SweepRecord sweep, IReadOnlyList<Expectation> expectations)
    {
        Page page = new($"{sweep.Scenario}: {sweep.Key}");
        page.Heading(1, $"{sweep.Scenario}: {sweep.Key} from {sweep.Points[0].Value} to {sweep.Points[^1].Value}");
        page.Paragraph(sweep.Points[0].Report.Description);
        SweepPoint[] failed = [.. sweep.Points.Where(point => !point.Report.IsOk)];
        page.Paragraph(failed.Length == 0
            ? $"Everything is met at all {sweep.Points.Count} values"
            : $"Not everything is met at {failed.Length} of {sweep.Points.Count} values, the first: {failed[0].Value}",
            $"verdict {(failed.Length == 0 ? "good" : "bad")}");
        Term[] terms = [.. expectations.Select(one => one.Left).DistinctBy(term => (term.Text, term.Variant)), .. Usual];
        page.Add(Plot(sweep, Array.Find(terms, term => Changes(sweep, term)) ?? terms[0], expectations));
        AppendTable(page, sweep, [.. terms.DistinctBy(term => (term.Text, term.Variant))]);
        return page.ToBytes();
    }

    /// <summary>What people want to know whatever they expect.</summary>
    private static Term[] Usual => [Of("loss"), Of("missing"), Of("stalls"), Of("admitted"), Of("refused")];

    private static Term Of(string metric) => new(Metrics.Find(metric, isOfSessions: false)!, null, null, null);

    private static void AppendTable(Page page, SweepRecord sweep, Term[] terms)
    {
        string[] variants = [.. sweep.Points[0].Report.Runs.Select(run => run.Variant).Distinct()];
        bool hasVariants = variants is not [""];
        string key = sweep.Key.Replace(".", $".{MayBreak}", StringComparison.Ordinal);
        string[] columns = [$" {key}", .. Names("variant"), .. terms.Select(term => $" {term.Text}"), "expectations"];
        var rows = from point in sweep.Points
                   from variant in variants
                   let runs = point.Report.Runs.Where(run => run.Variant == variant).ToList()
                   let names = Names(variant).Select(name => new Cell(name))
                   select (IReadOnlyList<Cell>)[point.Value, .. names, .. terms.Select(term => Value(term, runs)), Met(point)];
        page.Table(columns, rows);
        if (sweep.Points[0].Report.Runs.Count > variants.Length)
            page.Paragraph("Each figure is the mean of all repetitions.", "quiet");

        IEnumerable<string> Names(string variant) => hasVariants ? [variant] : [];
    }

    private static Cell Met(SweepPoint point)
    {
        string[] unmet = [.. point.Report.Expectations.Where(one => !one.IsMet).Select(one => one.Text).Distinct()];
        return unmet.Length == 0 ? new("met", "good") : new(string.Join("; ", unmet), "bad");
    }

    private static Cell Value(Term term, List<RunRecord> runs) => term.Variant is { } only && runs.All(run => run.Variant != only) ? "–"
        : Mean(term, runs) is { } mean ? Amount.Write(mean, term.Metric.Unit)
        : "–";

    /// <summary>Null: nothing was measured in any of the repetitions.</summary>
    private static double? Mean(Term term, IEnumerable<RunRecord> runs)
    {
        double[] values =
        [
            .. runs.Select(run => Measurement.Take(term, run, isTogether: true)).Where(one => one.Readings.Count > 0)
                .Select(one => one.Readings[0].Value).Where(double.IsFinite),
        ];
        return values.Length == 0 ? null : Math.Round(values.Sum() / values.Length, 9);
    }

    private static Plot Plot(SweepRecord sweep, Term term, IReadOnlyList<Expectation> expectations)
    {
        IEnumerable<string> variants = sweep.Points[0].Report.Runs.Select(run => run.Variant).Distinct();
        IEnumerable<string> compared = variants.Where(variant => term.Variant is null || term.Variant == variant || IsOther(variant));
        List<PlotCurve> curves = [];
        foreach ((int number, string variant) in compared.Take(MostCurves).Index())
        {
            PlotPoint[] points = [.. Points(sweep, term, variant)];
            if (points.Length > 0)
                curves.Add(new(CurveShape.Line, number, points, variant.Length == 0 ? term.Text : $"{term.Text}, {variant}"));
        }

        double most = curves.SelectMany(curve => curve.Points).Select(point => point.Y).DefaultIfEmpty(0).Max();
        if (expectations.FirstOrDefault(one => one.Left == term && one.Right is null) is { Number: > 0 } limit)
        {
            most = Math.Max(most, Math.Min(limit.Number, 5 * most));
            PlotPoint[] level = [new(Place(sweep, 0), limit.Number), new(Place(sweep, sweep.Points.Count - 1), limit.Number)];
            if (limit.Number <= most)
                curves.Add(new(CurveShape.Line, 7, level, $"{limit.Comparison.Sign} {Amount.Write(limit.Number, term.Metric.Unit)}"));
        }

        return new($"{term.Text} at each value of {sweep.Key}.", Values(sweep),
            Axis.Linear(term.Metric.Name, most, value => Amount.Write(value, term.Metric.Unit)), curves);

        // Both sides of a comparison of variants are worth a curve.
        bool IsOther(string variant) => expectations.Any(one => one.Left == term && one.Right?.Variant == variant);
    }

    private static bool Changes(SweepRecord sweep, Term term) => sweep.Points[0].Report.Runs.Select(run => run.Variant).Distinct()
        .Any(variant => Points(sweep, term, variant).Select(point => point.Y).Distinct().Count() > 1);

    private static IEnumerable<PlotPoint> Points(SweepRecord sweep, Term term, string variant)
    {
        foreach ((int number, SweepPoint point) in sweep.Points.Index())
        {
            if (Mean(term, point.Report.Runs.Where(run => run.Variant == variant)) is { } mean)
                yield return new(Place(sweep, number), mean);
        }
    }

    private static Axis Values(SweepRecord sweep)
    {
        int every = (sweep.Points.Count + MostTicks - 1) / MostTicks;
        IEnumerable<int> told = Enumerable.Range(0, sweep.Points.Count).Where(number => number % every == 0);
        IEnumerable<(double, string)> ticks = told.Select(number => (Place(sweep, number), sweep.Points[number].Value));
        return Axis.Values(sweep.Key, [.. ticks], Place(sweep, sweep.Points.Count - 1));
    }

    /// <summary>The number of a value; where they are words, or have different units, which of them it is.</summary>
    private static double Place(SweepRecord sweep, int number) =>
        sweep.Points.Select(point => Unit(point.Value)).Distinct().Count() == 1
        && double.TryParse(Digits(sweep.Points[number].Value), CultureInfo.InvariantCulture, out double place) ? place : number;

    private static string Digits(string value) => value[..^Unit(value).Length];

    private static string Unit(string value) => value.TrimStart([.. "0123456789.-"]);
}
