using Streaming.Lab.Records;

namespace Streaming.Lab.Expectations;

/// <summary>All metrics there are.</summary>
internal static class Metrics
{
    public static IReadOnlyList<Metric> All { get; } =
    [
        .. SessionMetrics.All,
        Of("arrived", "viewers that came", run => run.Totals.Arrived, _ => true),
        Of("admitted", "viewers that were let in", run => run.Totals.Admitted, IsAdmitted),
        Of("refused", "viewers that there was no room for", run => run.Totals.Refused, session => session.Outcome == "refused"),
        Of("failed", "sessions that ended badly", run => run.Totals.Failed, session => session.Outcome == "failed"),
        Of("playing", "most sessions that were sent to at once", run => run.Totals.PeakPlaying) with { IsOfViewers = true },
        Of("moves", "sessions moved to another level by the server", run => run.Totals.Moves),
        Of("ghosts", "reservations that nobody held ten seconds after the end", run => run.Totals.Ghosts),
        Of("packets", "packets that left the server", run => run.Totals.Packets),
        OfSteps("utilisation", MetricUnit.Share, "what passed a link of what it carries, at each step", Utilisation),
        OfSteps("reserved", MetricUnit.Rate, "what the server had promised of a link, at each step",
            link => Plain(link.Reserved.Select(rate => (double)rate))),
        OfSteps("used", MetricUnit.Rate, "what passed a link, at each step",
            link => Plain(link.Used.Select(rate => (double)rate))),
        OfSteps("queue_ms", MetricUnit.Time, "the longest wait in a link's queue, at each step", link => Plain(link.QueueMs)),
        new("drops", MetricScope.Links, MetricUnit.Count, "packets that a link did not let through")
        {
            IsSum = true,
            OfLink = (link, _) => [new(link.Name, link.Drops.Values.Sum())],
        },
    ];

    public static IEnumerable<string> Names => All.Select(metric => metric.Name).Distinct();

    /// <summary>Null: there is none. Where sessions and the run have one each, that of the run unless sessions are spoken of.</summary>
    public static Metric? Find(string name, bool isOfSessions)
    {
        Metric[] named = [.. All.Where(metric => metric.Name == name)];
        MetricScope meant = isOfSessions ? MetricScope.Sessions : MetricScope.Run;
        return Array.Find(named, metric => metric.Scope == meant) ?? named.FirstOrDefault();
    }

    /// <summary>Who asked for nothing in particular has no contract, but is sent to.</summary>
    private static bool IsAdmitted(SessionRecord session) =>
        session.Outcome != "refused" && (session.Contracts.Count > 0 || session.Sent > 0);

    private static Metric Of(string name, string meaning, Func<RunRecord, double> value, Func<SessionRecord, bool>? counts = null) =>
        new(name, MetricScope.Run, MetricUnit.Count, meaning)
        {
            IsSum = true,
            IsOfViewers = counts is not null,
            OfRun = value,
            Counts = counts,
        };

    private static Metric OfSteps(
        string name, MetricUnit unit, string meaning, Func<LinkRecord, IEnumerable<(double? Value, double Weight)>> values) =>
        new(name, MetricScope.Links, unit, meaning)
        {
            OfLink = (link, run) => values(link).Index()
                .Where(step => step.Item.Value is not null)
                .Select(step => new Reading($"{link.Name} at {step.Index * run.StepS:0.###} s", step.Item.Value!.Value, step.Item.Weight)),
        };

    private static IEnumerable<(double? Value, double Weight)> Plain(IEnumerable<double> values) =>
        values.Select(value => ((double?)value, 1.0));

    /// <summary>Of nothing, nothing is used: a link that is down, or carries anything, has no value.</summary>
    private static IEnumerable<(double? Value, double Weight)> Utilisation(LinkRecord link) =>
        link.Capacity is not { } capacity ? [] : link.Used.Zip(capacity).Select(step => step.Second > 0
            ? ((double?)(100.0 * step.First / step.Second), (double)step.Second)
            : (null, 0));
}
