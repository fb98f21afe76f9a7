using Streaming.Lab.Expectations;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Commands;

/// <summary>How little of a run is enough for what failed in it to fail: the shorter it is, the sooner its cause is found.</summary>
internal sealed class PrefixSearch(IRunPlayer player, ScenarioFile file, ulong seed, CancellationToken stop)
{
    /// <summary>Each is some ten runs more; who has so many failures begins with the first.</summary>
    private const int Most = 3;

    /// <summary>Runs of all variants, by their length.</summary>
    private readonly Dictionary<TimeSpan, IReadOnlyList<RunRecord>> _runs = [];

    /// <summary>The report with what was found in it.</summary>
    public static LabReport Search(IRunPlayer player, ScenarioFile file, LabReport report, CancellationToken stop)
    {
        if (report.Expectations.FirstOrDefault(one => !one.IsMet) is not { } first)
            return report;
        PrefixSearch search = new(player, file, first.Seed, stop);
        TimeSpan whole = TimeSpan.FromSeconds(report.Runs.Max(run => run.DurationS));
        Dictionary<int, double> found = [];
        foreach (ExpectationRecord failed in report.Expectations.Where(one => one.Seed == first.Seed && !one.IsMet).Take(Most))
            found[failed.Line] = search.Shortest(file.Expectations.First(one => one.Line == failed.Line), whole).TotalSeconds;
        return report with
        {
            Expectations =
            [
                .. report.Expectations.Select(one => one.Seed == first.Seed && !one.IsMet && found.TryGetValue(one.Line, out double from)
                    ? one with { FailsFromS = from } : one),
            ],
        };
    }

    private TimeSpan Shortest(Expectation expectation, TimeSpan whole) =>
        Prefix.Shortest(whole, until => Judge.Weigh([expectation], RunsOf(until)).Any(one => !one.IsMet));

    private IReadOnlyList<RunRecord> RunsOf(TimeSpan until)
    {
        stop.ThrowIfCancellationRequested();
        if (!_runs.TryGetValue(until, out IReadOnlyList<RunRecord>? runs))
            _runs[until] = runs = [.. file.Variants.AsParallel().AsOrdered().Select(variant => Play(variant, until))];
        return runs;
    }

    private RunRecord Play(ScenarioVariant variant, TimeSpan until) =>
        player.PlayAsync(variant.Situation, seed, until, stop).GetAwaiter().GetResult() with { Variant = variant.Name };
}
