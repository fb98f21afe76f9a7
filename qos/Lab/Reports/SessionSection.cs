using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>The sessions of a run on a report's page: a table of them, and plots of the worst and of some usual ones.</summary>
internal static class SessionSection
{
    /// <summary>Plots that are not folded away.</summary>
    private const int Open = 3;

    public static void Append(Page page, RunRecord run, string place, int mostShown, int mostRows)
    {
        if (run.Sessions.Count == 0)
            return;
        IReadOnlyList<SessionRecord> ranked = Ranking.WorstFirst(run.Sessions);
        IReadOnlyList<SessionRecord> shown = Ranking.WorstAndTypical(run.Sessions.Where(session => session.Series is not null), mostShown);
        page.Heading(3, "Sessions");
        page.Paragraph(run.Sessions.Count <= mostRows
            ? "Those that fared worst come first."
            : $"The {mostRows} of {Say.Count(run.Sessions.Count)} that fared worst, the worst first; report.json has all.", "quiet");
        AppendTable(page, [.. ranked.Take(mostRows)], session => shown.Contains(session) ? $"{place}-{session.Id}" : null);
        if (shown.Count == 0)
            return;
        string which = shown.Count < run.Sessions.Count(session => session.Sent > 0) ? ": the worst, and some from the middle" : "";
        page.Heading(3, $"Sessions one by one{which}");
        foreach ((int number, SessionRecord session) in shown.Index())
        {
            page.Fold($"{session.Id}: {Summary(session)}", isOpen: number < Open, $"{place}-{session.Id}");
            page.List(Explanation.Of(run, session));
            page.Add(SessionPlots.Of(run, session));
            page.EndFold();
        }
    }

    private static void AppendTable(Page page, IReadOnlyList<SessionRecord> sessions, Func<SessionRecord, string?> place)
    {
        string[] columns =
        [
            "session", " came", "outcome", "class", " rate", " startup", " stalls", " stood", " lost", " mended", " missing", " late",
            " delay, median", " 99 %", " skew, 1 %", " 99 %", " buffer, 1 %", " moves", "kept",
        ];
        page.Table(columns, sessions.Select(IReadOnlyList<Cell> (one) =>
        [
            new(one.Id, "", place(one)), Say.At(one.ArrivedS), new(one.Outcome, one.Outcome == "failed" ? "bad" : ""), one.Class,
            Rates(one), Say.Ms(one.StartupMs), Cell.Bad(one.Stalls), one.Stalls == 0 ? "–" : Say.Ms(one.StalledMs),
            Say.Share(one.Lost, one.Sent),
            one.Sent == 0 ? "–" : Say.Count(one.MendedByParity + one.MendedByResend), Say.Share(one.LostAfterRepair, one.Sent),
            Say.Share(one.Late, one.Sent), Say.Ms(one.DelayMs?.P50), Say.Ms(one.DelayMs?.P99), Say.Ms(one.SkewMs?.P1),
            Say.Ms(one.SkewMs?.P99), Say.Ms(one.BufferMs?.P1), Say.Count(one.Moves),
            one.IsKept switch { true => "yes", false => new Cell("no", "bad"), null => "–" },
        ]));
    }

    private static string Rates(SessionRecord session) => session.Contracts.Count switch
    {
        0 => "–",
        _ when session.Contracts[0].RateBps == session.Contracts[^1].RateBps => Say.Rate(session.Contracts[0].RateBps),
        _ => $"{Say.Rate(session.Contracts[0].RateBps)} → {Say.Rate(session.Contracts[^1].RateBps)}",
    };

    private static string Summary(SessionRecord session)
    {
        string stalls = session.Stalls == 0 ? "no stall" : $"{Say.Count(session.Stalls, "stall")} ({Say.Ms(session.StalledMs)})";
        string missing = session.LostAfterRepair == 0 ? "nothing missing" : $"{Say.Share(session.LostAfterRepair, session.Sent)} missing";
        return $"{session.Outcome}, {stalls}, {missing}";
    }
}
