using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Commands;

/// <summary>Says what came of scenarios.</summary>
/// <param name="isQuiet">Only of those that failed.</param>
internal sealed class ResultPrinter(TextWriter output, bool isQuiet)
{
    /// <summary>Beyond it, columns are no longer aligned for one long line's sake.</summary>
    private const int WidestText = 60;

    public void Print(ScenarioFile file, LabReport report, string page)
    {
        if (isQuiet && report.IsOk)
            return;
        output.WriteLine($"{file.Name}: {(file.Description.Length > 0 ? file.Description : "played")}");
        List<(string Verdict, string Text, string Found)> rows = [.. Expectations(report), .. Checks(report)];
        int width = Math.Min(WidestText, rows.Select(row => row.Text.Length).DefaultIfEmpty().Max());
        foreach ((string verdict, string text, string found) in rows)
            output.WriteLine($"  {verdict,-3} {text.PadRight(width)}  {found}".TrimEnd());
        output.WriteLine($"  {Summary(report)}");
        PrintPlace(page);
    }

    /// <summary>How little of it is enough, and how to see it again.</summary>
    /// <param name="until">The length that was asked for; null: all.</param>
    public void PrintFailure(ScenarioFile file, LabReport report, IReadOnlyList<FoundPrefix> found, TimeSpan? until)
    {
        foreach (FoundPrefix one in found)
        {
            output.WriteLine(one.FromS <= 1
                ? $"  '{one.What}' fails from the start"
                : Plain($"  '{one.What}' fails from {one.FromS} s on: the shortest prefix with seed {one.Seed}"));
        }

        foreach (ulong seed in Failures.SeedsOf(report))
        {
            double? from = found.Where(one => one.Seed == seed && one.FromS > 1).Min(one => (double?)one.FromS);
            TimeSpan? length = from is { } seconds ? TimeSpan.FromSeconds(seconds) : until;
            string prefix = length is { } some ? $" --until {DurationText.Format(some)}" : "";
            string again = $"./run lab {Shown(file.Path)}{(report.IsReal ? " --real" : "")}";
            output.WriteLine(Plain($"FAILED {file.Name}: {again} --seed {seed} --repeat 1{prefix}"));
        }
    }

    /// <summary>One line of a sweep's table.</summary>
    public void PrintPoint(string path, SweepPoint point, bool isFirst)
    {
        IReadOnlyList<RunRecord> runs = point.Report.Runs;
        if (isFirst)
            output.WriteLine($"{path,-20} {"met",8} {"admitted",9} {"refused",8} {"stalls",7} {"lost",9} {"missing",9}");
        long sent = runs.Sum(run => run.Sessions.Sum(one => one.Sent));
        string met = Plain($"{point.Report.Expectations.Count(one => one.IsMet)}/{point.Report.Expectations.Count}");
        int admitted = runs.Sum(run => run.Totals.Admitted), refused = runs.Sum(run => run.Totals.Refused);
        int stalls = runs.Sum(run => run.Sessions.Sum(one => one.Stalls));
        string lost = Share(runs.Sum(run => run.Sessions.Sum(one => one.Lost)), sent);
        string missing = Share(runs.Sum(run => run.Sessions.Sum(one => one.LostAfterRepair)), sent);
        output.WriteLine(Plain($"{point.Value,-20} {met,8} {admitted,9} {refused,8} {stalls,7} {lost,9} {missing,9}"));
    }

    public void PrintPlace(string page)
    {
        if (!isQuiet)
            output.WriteLine($"  report: {page}");
    }

    private static string Counted(int count, string what) => Plain($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Plain(FormattableString text) => FormattableString.Invariant(text);

    private static string Share(long part, long whole) => whole == 0 ? "-" : Plain($"{100.0 * part / whole:0.####}%");

    /// <summary>Those that are met in every repetition in one line, with what was found in the first; each failure in its own.</summary>
    private static IEnumerable<(string Verdict, string Text, string Found)> Expectations(LabReport report)
    {
        foreach (IGrouping<int, ExpectationRecord> line in report.Expectations.GroupBy(one => one.Line))
        {
            List<ExpectationRecord> failed = [.. line.Where(one => !one.IsMet)];
            if (failed.Count == 0)
                yield return ("met", line.First().Text, line.First().Found);
            foreach (ExpectationRecord one in failed)
                yield return ("NOT", one.Text, Plain($"{one.Found} (line {one.Line}, seed {one.Seed})"));
        }
    }

    /// <summary>Those that hold in every run in one line.</summary>
    private static IEnumerable<(string Verdict, string Text, string Found)> Checks(LabReport report)
    {
        List<string> names = [.. report.Runs.SelectMany(run => run.Checks.Select(check => check.Name)).Distinct()];
        HashSet<string> wrong = [];
        foreach (RunRecord run in report.Runs)
        {
            foreach (CheckRecord check in run.Checks.Where(check => !check.IsOk))
            {
                wrong.Add(check.Name);
                yield return ("NOT", $"check: {check.Name}", Plain($"{check.Detail} ({Name(run)}seed {run.Seed})"));
            }
        }

        if (wrong.Count < names.Count)
            yield return ("ok", Plain($"{names.Count - wrong.Count} of {names.Count} checks of every run"), "");
    }

    private static string Name(RunRecord run) => run.Variant.Length == 0 ? "" : $"{run.Variant}, ";

    private static string Summary(LabReport report)
    {
        IReadOnlyList<RunRecord> runs = report.Runs;
        string each = DurationText.Format(TimeSpan.FromSeconds(Math.Round(runs.Max(run => run.DurationS), 3)));
        long packets = runs.Sum(run => run.Totals.Packets);
        int sessions = runs.Sum(run => run.Sessions.Count);
        return Plain($"{Counted(runs.Count, "run")} of {each}: {Counted(sessions, "session")}, {packets} packets");
    }

    private static string Shown(string path)
    {
        string near = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return near.StartsWith("..", StringComparison.Ordinal) ? path : near;
    }
}
