using Streaming.Lab.Records;

namespace Streaming.Lab.Commands;

/// <summary>What failed in a report.</summary>
internal static class Failures
{
    /// <summary>Seeds with which an expectation was not met or a check failed, the smallest first.</summary>
    public static IReadOnlyList<ulong> SeedsOf(LabReport report) =>
    [
        .. report.Expectations.Where(one => !one.IsMet).Select(one => one.Seed)
            .Concat(report.Runs.Where(run => run.Checks.Any(check => !check.IsOk)).Select(run => run.Seed))
            .Distinct().Order(),
    ];

    /// <summary>The report with how little was enough for its expectations to fail.</summary>
    public static LabReport With(LabReport report, IReadOnlyList<FoundPrefix> found) => report with
    {
        Expectations =
        [
            .. report.Expectations.Select(one => one with
            {
                FailsFromS = found.FirstOrDefault(prefix => prefix.Line == one.Line && prefix.Seed == one.Seed)?.FromS,
            }),
        ],
    };
}
