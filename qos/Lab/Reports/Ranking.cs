using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>Which sessions are looked at first: those of which people will ask what became of them.</summary>
internal static class Ranking
{
    /// <summary>The worst of those that were let in come first, then those that were refused; equals by arrival.</summary>
    public static IReadOnlyList<SessionRecord> WorstFirst(IEnumerable<SessionRecord> sessions) =>
    [
        .. sessions
            .OrderByDescending(session => session.Outcome == "failed")
            .ThenByDescending(session => session.StalledMs + session.Stalls)
            .ThenByDescending(session => session.IsKept == false)
            .ThenByDescending(session => session.Outcome == "refused")
            .ThenByDescending(session => session.Sent == 0 ? 0 : (double)(session.LostAfterRepair + session.Late) / session.Sent)
            .ThenByDescending(session => session.SkewMs is { } skew ? Math.Max(Math.Abs(skew.P1), Math.Abs(skew.P99)) : 0)
            .ThenByDescending(session => session.DelayMs?.P99 ?? 0),
    ];

    /// <summary>Of those that were sent to, the worst, and some from the middle.</summary>
    /// <param name="most">How many; all where there are no more.</param>
    public static IReadOnlyList<SessionRecord> WorstAndTypical(IEnumerable<SessionRecord> sessions, int most)
    {
        IReadOnlyList<SessionRecord> ranked = [.. WorstFirst(sessions).Where(session => session.Sent > 0)];
        if (ranked.Count <= most)
            return ranked;
        int typical = most / 4, worst = most - typical, middle = Math.Max(worst, (ranked.Count - typical) / 2);
        return [.. ranked.Take(worst), .. ranked.Skip(middle).Take(typical)];
    }
}
