using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary><c>report.html</c>: one page that needs nothing but itself, in light and in dark, on paper too.</summary>
internal static class HtmlReport
{
    /// <summary>Runs that are shown with all their plots; the others have a line in a table.</summary>
    private const int MostShown = 6;

    /// <summary>Sessions with plots, on the whole page.</summary>
    private const int MostSessions = 24;

    /// <summary>A table with more rows is not read; report.json has them all.</summary>
    private const int MostRows = 200;

    public static byte[] Write(LabReport report)
    {
        Page page = new(report.Scenario);
        IReadOnlyList<RunRecord> shown = Shown(report);
        AppendHead(page, report);
        page.Ways(
        [
            ("Expectations", "expectations"), ("Checks", "checks"), ("Runs", "runs"),
            .. shown.Select(run => (Name(run, report), Place(run))),
        ]);
        AppendExpectations(page, report);
        AppendChecks(page, report);
        AppendRuns(page, report, shown);
        foreach (RunRecord run in shown)
            RunSection.Append(page, run, Name(run, report), Place(run), MostSessions / shown.Count, MostRows / shown.Count);
        return page.ToBytes();
    }

    /// <summary>By what a run is told apart from the others of its report.</summary>
    public static string Name(RunRecord run, LabReport report)
    {
        string seed = report.Runs.Any(other => other.Variant == run.Variant && other.Seed != run.Seed) || run.Variant.Length == 0
            ? $"seed {run.Seed}"
            : "";
        return run.Variant.Length == 0 || seed.Length == 0 ? $"{run.Variant}{seed}" : $"{run.Variant}, {seed}";
    }

    private static string Place(RunRecord run) => $"run-{run.Variant}-{run.Seed}";

    /// <summary>The first of each variant, and of the others such as did not do what they had to.</summary>
    private static IReadOnlyList<RunRecord> Shown(LabReport report)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<RunRecord> chosen = [.. report.Runs.Where(run => seen.Add(run.Variant)).Take(MostShown)];
        HashSet<ulong> wrong = [.. report.Expectations.Where(one => !one.IsMet).Select(one => one.Seed)];
        IEnumerable<RunRecord> failed = report.Runs.Where(run => wrong.Contains(run.Seed) || run.Checks.Any(check => !check.IsOk));
        chosen.AddRange(failed.Except(chosen).Take(MostShown - chosen.Count));
        return [.. report.Runs.Where(chosen.Contains)];
    }

    private static void AppendHead(Page page, LabReport report)
    {
        page.Heading(1, report.Scenario);
        page.Paragraph(report.Description);
        CheckRecord[] checks = [.. report.Runs.SelectMany(run => run.Checks)];
        (int unmet, int broken) = (report.Expectations.Count(one => !one.IsMet), checks.Count(check => !check.IsOk));
        string met = report.Expectations.Count == 0 ? "Nothing was expected"
            : unmet == 0 ? $"Met: all of {Say.Count(report.Expectations.Count, "expectation")}"
            : $"Not met: {unmet} of {Say.Count(report.Expectations.Count, "expectation")}";
        string held = checks.Length == 0 ? ""
            : broken == 0 ? "; all checks hold"
            : $"; {broken} of {Say.Count(checks.Length, "check")} failed";
        page.Paragraph(met + held, $"verdict {(report.IsOk ? "good" : "bad")}");
        double length = report.Runs.Count == 0 ? 0 : report.Runs[0].DurationS;
        string how = report.IsReal ? "played for real, on sockets" : "simulated, in virtual time";
        page.Paragraph($"{Say.Count(report.Runs.Count, "run")} of {Say.Length(length)}, {how}; "
            + $"{Say.Count(report.Runs.Sum(run => (long)run.Totals.Arrived), "viewer")} came, "
            + $"{Say.Count(report.Runs.Sum(run => run.Totals.Packets), "packet")} left the server.", "quiet");
    }

    private static void AppendExpectations(Page page, LabReport report)
    {
        page.Heading(2, "Expectations", "expectations");
        if (report.Expectations.Count == 0)
            page.Paragraph("The scenario expects nothing in particular.");
        else
            page.Table(["", "what must hold", "what was found", "where"], report.Expectations.GroupBy(one => one.Line).Select(Row));
    }

    /// <summary>An expectation with all its repetitions: those that failed are told, or else the first.</summary>
    private static IReadOnlyList<Cell> Row(IGrouping<int, ExpectationRecord> group)
    {
        ExpectationRecord[] failed = [.. group.Where(one => !one.IsMet)];
        ExpectationRecord told = failed.FirstOrDefault() ?? group.First();
        string others = group.Count() == 1 ? ""
            : failed.Length == 0 ? $" (seed {told.Seed}; met with all {group.Count()} seeds)"
            : $" (seed {told.Seed}; not met with {failed.Length} of {group.Count()} seeds)";
        string from = told.FailsFromS is { } seconds
            ? $"; fails already with --seed {told.Seed} --until {Expectations.Amount.Plain(seconds)}s"
            : "";
        return
        [
            new(failed.Length == 0 ? "met" : "not met", failed.Length == 0 ? "good" : "bad"), told.Text, $"{told.Found}{from}{others}",
            $"line {told.Line}",
        ];
    }

    private static void AppendChecks(Page page, LabReport report)
    {
        page.Heading(2, "Checks", "checks");
        page.Paragraph("What must hold in every run, whatever is expected of it.", "quiet");
        var checks = report.Runs.SelectMany(run => run.Checks.Select(check => (Run: run, Check: check))).GroupBy(one => one.Check.Name);
        page.Table(["", "check", "where it does not hold"], checks.Select(IReadOnlyList<Cell> (group) =>
        {
            (RunRecord Run, CheckRecord Check)[] failed = [.. group.Where(one => !one.Check.IsOk)];
            string where = failed.Length == 0 ? "" : $"{Name(failed[0].Run, report)}: {failed[0].Check.Detail}";
            string more = failed.Length > 1 ? $" (and in {failed.Length - 1} more of {Say.Count(group.Count(), "run")})" : "";
            return [new(failed.Length == 0 ? "holds" : "failed", failed.Length == 0 ? "good" : "bad"), group.Key, where + more];
        }));
    }

    private static void AppendRuns(Page page, LabReport report, IReadOnlyList<RunRecord> shown)
    {
        page.Heading(2, "Runs", "runs");
        string[] columns =
        [
            "run", " came", " admitted", " refused", " failed", " most at once", " stalls", " stood", " lost", " missing", " late",
            " delay, 99 %", " skew, 99 %", " moves", " ghosts", " packets",
        ];
        page.Table(columns, report.Runs.Take(MostRows).Select(IReadOnlyList<Cell> (run) =>
        {
            RunTotals totals = run.Totals;
            long sent = run.Audiences.Sum(one => one.Sent);
            return
            [
                new(Name(run, report), "", shown.Contains(run) ? Place(run) : null), Say.Count(totals.Arrived), Say.Count(totals.Admitted),
                Say.Count(totals.Refused), Cell.Bad(totals.Failed), Say.Count(totals.PeakPlaying),
                Cell.Bad(run.Audiences.Sum(one => one.Stalls)), Say.Ms(run.Audiences.Sum(one => one.StalledMs)),
                Say.Share(run.Audiences.Sum(one => one.Lost), sent), Say.Share(run.Audiences.Sum(one => one.LostAfterRepair), sent),
                Say.Share(run.Audiences.Sum(one => one.Late), sent), Say.Ms(run.Audiences.Max(one => one.DelayMs?.P99)),
                Say.Ms(run.Audiences.Max(one => one.SkewMs?.P99)), Say.Count(totals.Moves), Cell.Bad(totals.Ghosts),
                Say.Count(totals.Packets),
            ];
        }));
        if (report.Runs.Count > shown.Count)
            page.Paragraph($"{Say.Count(shown.Count, "run")} of {Say.Count(report.Runs.Count)} below; report.json has all.", "quiet");
    }
}
