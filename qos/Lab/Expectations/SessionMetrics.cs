using Streaming.Lab.Records;

namespace Streaming.Lab.Expectations;

/// <summary>Metrics that each session has a value of.</summary>
internal static class SessionMetrics
{
    public static IReadOnlyList<Metric> All { get; } =
    [
        Of("startup_ms", MetricUnit.Time, "from asking for the title to the first picture", Startup),
        Sum("stalls", MetricUnit.Count, "how often the picture stood because nothing was there", session => session.Stalls),
        Sum("stalled_ms", MetricUnit.Time, "how long it stood in all", session => session.StalledMs),
        Of("loss", MetricUnit.Share, "packets that the network did not bring", (one, _) => Share(one, one.Lost)),
        Of("missing", MetricUnit.Share, "packets that were still missing after repair", (one, _) => Share(one, one.LostAfterRepair)),
        Of("late", MetricUnit.Share, "packets that came too late to be of use", (one, _) => Share(one, one.Late)),
        OfMarks("delay_ms", "how long packets were on their way", session => session.Delays),
        OfMarks("skew_ms", "how far sound and picture were apart, in either direction", session => session.Skews) with { IsSize = true },
        OfMarks("buffer_ms", "what was held, of all streams the least", session => session.Buffers),
        Of("kept", MetricUnit.Share, "sessions whose contracts were all kept: 100 % of one that was, 0 % of one that was not", Kept),
        Sum("changes", MetricUnit.Count, "changes of the rendition that was shown", session => session.RenditionChanges),
        Sum("moves", MetricUnit.Count, "moves to another level by the server", session => session.Moves),
        Of("rate", MetricUnit.Rate, "what was sent to it, on average while it was there", Rate),
    ];

    private static Metric Of(string name, MetricUnit unit, string meaning, Func<SessionRecord, RunRecord, Reading?> value) =>
        new(name, MetricScope.Sessions, unit, meaning) { OfSession = value };

    /// <summary>Of those that were let in: nothing stalls for the others.</summary>
    private static Metric Sum(string name, MetricUnit unit, string meaning, Func<SessionRecord, double> value) =>
        new(name, MetricScope.Sessions, unit, meaning)
        {
            IsSum = true,
            OfSession = (session, _) => session.Outcome == "refused" ? null : new(session.Id, value(session)),
        };

    private static Metric OfMarks(string name, string meaning, Func<SessionRecord, Distribution?> marks) =>
        new(name, MetricScope.Sessions, MetricUnit.Time, meaning) { Marks = marks };

    /// <summary>A picture that never came to a session that failed is later than any limit.</summary>
    private static Reading? Startup(SessionRecord session, RunRecord run) => session.StartupMs is { } ms
        ? new(session.Id, ms)
        : session.Outcome == "failed" ? new(session.Id, double.PositiveInfinity) : null;

    private static Reading? Share(SessionRecord session, long part) =>
        session.Sent == 0 ? null : new(session.Id, 100.0 * part / session.Sent, session.Sent);

    private static Reading? Kept(SessionRecord session, RunRecord run) =>
        session.IsKept is { } isKept ? new(session.Id, isKept ? 100 : 0) : null;

    private static Reading? Rate(SessionRecord session, RunRecord run)
    {
        double seconds = (session.EndedS ?? run.DurationS) - session.ArrivedS;
        return session.Outcome == "refused" || seconds <= 0 ? null : new(session.Id, session.Bytes * 8 / seconds);
    }
}
