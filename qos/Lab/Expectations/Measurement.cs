using Streaming.Lab.Records;

namespace Streaming.Lab.Expectations;

/// <summary>What one side of an expectation is in one run.</summary>
/// <param name="Readings">One, or where each counts by itself, all.</param>
/// <param name="Of">How many sessions, links or steps were looked at: <c>20 sessions</c>; empty: it is one number.</param>
/// <param name="Missing">Why there is no reading; empty where there is one.</param>
internal sealed record Measurement(IReadOnlyList<Reading> Readings, string Of, string Missing)
{
    /// <param name="isTogether">Without an aggregate, all are taken together rather than each by itself.</param>
    public static Measurement Take(Term term, RunRecord run, bool isTogether) => term.Metric.Scope switch
    {
        MetricScope.Run => OfRun(term, run),
        MetricScope.Sessions => OfSessions(term, run, isTogether),
        _ => OfLinks(term, run, isTogether),
    };

    private static Measurement OfRun(Term term, RunRecord run)
    {
        double value = term.Selector is { } selector
            ? run.Sessions.Count(session => selector.Takes(session) && term.Metric.Counts!(session))
            : term.Metric.OfRun!(run);
        return new([new("", value)], "", "");
    }

    private static Measurement OfSessions(Term term, RunRecord run, bool isTogether)
    {
        List<SessionRecord> sessions = [.. run.Sessions.Where(session => term.Selector?.Takes(session) != false)];
        if (sessions.Count == 0)
            return Nothing(term, $"there is no session{(term.Selector is null ? "" : $" of {term.Selector}")}");
        if (term.Metric.Marks is { } marks)
            return OfMarks(term, [.. sessions.Select(session => (session.Id, marks(session)))], isTogether);
        return OfReadings(term, [.. sessions.Select(one => term.Metric.OfSession!(one, run)).OfType<Reading>()], isTogether, "session");
    }

    private static Measurement OfMarks(Term term, List<(string Id, Distribution? Marks)> sessions, bool isTogether)
    {
        sessions.RemoveAll(session => session.Marks is not { Count: > 0 });
        string of = Counted(sessions.Count, "session");
        if (sessions.Count == 0)
            return Nothing(term, "of no session was anything measured");
        if (term.Aggregate is null && !isTogether)
        {
            // The least and the greatest mark of a session stand for all of it.
            return new([.. sessions.SelectMany(one => new[] { Mark(one.Id, one.Marks!, 0), Mark(one.Id, one.Marks!, 1) })], of, "");
        }

        Distribution all = Counting(Distribution.Together(sessions.Select(session => session.Marks)));
        return new([new("", term.Aggregate?.Of(all) ?? all.Mean)], of, "");

        Distribution Counting(Distribution values) => term.Metric.IsSize ? values.Sizes() : values;

        Reading Mark(string id, Distribution values, double share) => new(id, Counting(values).Quantile(share));
    }

    private static Measurement OfLinks(Term term, RunRecord run, bool isTogether)
    {
        List<LinkRecord> links = [.. run.Links.Where(link => term.Selector?.Takes(link) != false)];
        if (links.Count == 0)
            return Nothing(term, $"there is no {term.Selector?.ToString() ?? "link"}");
        List<Reading> readings = [.. links.SelectMany(link => term.Metric.OfLink!(link, run))];
        return OfReadings(term, readings, isTogether, term.Metric.IsSum ? "link" : "step");
    }

    private static Measurement OfReadings(Term term, List<Reading> readings, bool isTogether, string kind)
    {
        if (readings.Count == 0)
            return Nothing(term, kind == "session" ? "of no session was anything measured" : "nothing was measured of it");
        string of = Counted(readings.Count, kind);
        if (term.Aggregate is { } aggregate)
            return new([new("", aggregate.Of([.. readings.Select(reading => reading.Value)]))], of, "");
        return isTogether ? new([new("", Together(term.Metric, readings))], of, "") : new(readings, of, "");
    }

    private static string Counted(int count, string kind) => count == 1 ? $"1 {kind}" : $"{count} {kind}s";

    private static double Together(Metric metric, List<Reading> readings) => metric.IsSum
        ? readings.Sum(reading => reading.Value)
        : readings.Sum(reading => reading.Value * reading.Weight) / readings.Sum(reading => reading.Weight);

    private static Measurement Nothing(Term term, string why) => new([], "", $"{term.Text} was not measured: {why}");
}
