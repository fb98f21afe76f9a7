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

    /// <summary>Of the first things that failed with the first seed that did.</summary>
    public static IReadOnlyList<FoundPrefix> Search(IRunPlayer player, ScenarioFile file, LabReport report, CancellationToken stop)
    {
        if (Failures.SeedsOf(report) is not [ulong seed, ..])
            return [];
        PrefixSearch search = new(player, file, seed, stop);
        TimeSpan whole = TimeSpan.FromSeconds(report.Runs.Max(run => run.DurationS));
        IEnumerable<string> checks = report.Runs.Where(run => run.Seed == seed)
            .SelectMany(run => run.Checks).Where(check => !check.IsOk).Select(check => check.Name).Distinct();
        IEnumerable<Expectation> expectations = report.Expectations.Where(one => one.Seed == seed && !one.IsMet)
            .Select(failed => file.Expectations.First(one => one.Line == failed.Line));
        return
        [
            .. checks.Select(check => new FoundPrefix(check, 0, seed, search.Shortest(whole, runs => Fails(check, runs))))
                .Concat(expectations.Select(one =>
                    new FoundPrefix(one.Text, one.Line, seed, search.Shortest(whole, runs => Fails(one, runs)))))
                .Take(Most),
        ];
    }

    private static bool Fails(string check, IReadOnlyList<RunRecord> runs) =>
        runs.Any(run => run.Checks.Any(one => one.Name == check && !one.IsOk));

    private static bool Fails(Expectation expectation, IReadOnlyList<RunRecord> runs) =>
        Judge.Weigh([expectation], runs).Any(one => !one.IsMet);

    private double Shortest(TimeSpan whole, Func<IReadOnlyList<RunRecord>, bool> fails) =>
        Prefix.Shortest(whole, until => fails(RunsOf(until))).TotalSeconds;

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
