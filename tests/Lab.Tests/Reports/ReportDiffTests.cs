using Streaming.Lab.Records;
using Streaming.Lab.Reports;

namespace Streaming.Lab.Tests.Reports;

public sealed class ReportDiffTests
{
    [Fact]
    public void Equal_reports_differ_in_nothing()
    {
        LabReport report = SampleReport.Make();
        Assert.Empty(ReportDiff.Between(report, ReportJson.Read(ReportJson.Write(report))));
    }

    [Fact]
    public void What_differs_is_told_with_both_figures()
    {
        LabReport before = SampleReport.Make();
        RunRecord run = before.Runs[0];
        RunRecord changed = run with
        {
            Totals = run.Totals with { Packets = 25_000, Failed = 1 },
            Sessions = [run.Sessions[0] with { Stalls = 1, StalledMs = 80, Lost = 0 }, .. run.Sessions.Skip(1)],
            Links = [run.Links[0] with { Drops = new SortedDictionary<string, long> { ["loss"] = 12 }, QueueMs = [1.5] }, run.Links[1]],
            Checks = [run.Checks[0], run.Checks[1] with { IsOk = false }],
        };
        LabReport after = before with
        {
            Runs = [changed, before.Runs[1]],
            Expectations =
                [before.Expectations[0] with { Found = "p99 skew_ms = 3.6" }, before.Expectations[1] with { IsMet = true, Found = "x" }],
        };
        Assert.Equal(
        [
            "expectation 'p99 skew_ms < 10' (seed 7) is met as before: p99 skew_ms = 3.4 → p99 skew_ms = 3.6",
            "expectation 'stalls == 0' (seed 7) was not met (without: stalls = 2 at worst (home.2)), and is met (x)",
            "run with:",
            "  failed: 0 → 1",
            "  packets: 23,456 → 25,000 (+6.58 %)",
            "  viewers home, stalls: 2 → 3 (+50 %)",
            "  viewers home, stood: 620 ms → 700 ms",
            "  viewers home, lost: 1.03 % → 0.684 %",
            "  link floor, longest wait: 40 ms → 1.5 ms",
            "  link floor, queue was full: 345 → 0 (−100 %)",
            "  check reservations does not hold: floor holds 2.4 Mb/s after the end",
            "  session home.1, stalls: 0 → 1",
        ],
            ReportDiff.Between(before, after));
    }

    [Fact]
    public void Runs_and_expectations_that_only_one_has_are_named()
    {
        LabReport report = SampleReport.Make();
        LabReport other = report with
        {
            Runs = [report.Runs[0], report.Runs[1] with { Seed = 8 }],
            Expectations = [report.Expectations[0], report.Expectations[1] with { Text = "stalls <= 2", IsMet = true }],
        };
        Assert.Equal(
        [
            "expectation 'stalls <= 2' (seed 7) is new: met (without: stalls = 2 at worst (home.2))",
            "expectation 'stalls == 0' (seed 7) is gone: it was not met (without: stalls = 2 at worst (home.2))",
            "run without: the other report has no such run",
            "run without: only the first report has it",
        ],
            ReportDiff.Between(report, other));
    }

    [Fact]
    public void Where_figures_agree_but_bytes_do_not_that_is_said()
    {
        LabReport report = SampleReport.Make();
        Assert.Equal(
            ["All figures agree; what differs is in descriptions, events or series only."],
            ReportDiff.Between(report, report with { Description = "another" }));
    }
}
