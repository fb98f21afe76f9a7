using Streaming.Lab.Records;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Reports;

/// <summary>What became of a session and why, in plain words, from what a report has recorded and nothing else.</summary>
internal static class Explanation
{
    /// <summary>Of things that repeat, so many are told one by one.</summary>
    private const int MostTold = 8;

    /// <param name="session">Its id; to say of which run, with the variant, the seed or both before it: <c>without/2/home.17</c>.</param>
    /// <returns>A sentence a line; null: there is no such session, and <paramref name="mistake"/> names the nearest.</returns>
    public static IReadOnlyList<string>? Of(LabReport report, string session, out string mistake)
    {
        string[] parts = session.Split('/');
        RunRecord[] runs = [.. report.Runs.Where(run => parts[..^1].All(part => part == run.Variant || part == $"{run.Seed}"))];
        SessionRecord[] found = [.. runs.SelectMany(run => run.Sessions).Where(one => one.Id == parts[^1])];
        mistake = "";
        if (found.Length > 0)
        {
            SessionRecord worst = Ranking.WorstFirst(found)[0];
            RunRecord run = runs.First(one => one.Sessions.Contains(worst));
            string which = report.Runs.Count == 1 ? "" : $"In run {HtmlReport.Name(run, report)}"
                + (found.Length > 1 ? $", where it fared worst of {found.Length}:" : ":");
            return [.. which.Length > 0 ? [which] : Array.Empty<string>(), .. Of(run, worst)];
        }

        mistake = runs.Length == 0
            ? $"there is no run '{string.Join('/', parts[..^1])}', but "
                + string.Join("; ", report.Runs.Take(MostTold).Select(run => HtmlReport.Name(run, report)))
            : $"there is no session '{parts[^1]}'{Nearest(parts[^1], runs)}";
        return null;
    }

    /// <param name="session">One of the run's.</param>
    public static IReadOnlyList<string> Of(RunRecord run, SessionRecord session) => session.Outcome == "refused"
        ? [Came(session), .. Refusals.Of(run, session)]
        :
        [
            Came(session), .. Contracts(run, session), .. Picture(session), .. Breaks(run, session), .. Losses(run, session),
            .. End(session),
        ];

    private static string Nearest(string session, RunRecord[] runs)
    {
        string[] ids = [.. runs.SelectMany(run => run.Sessions).Select(one => one.Id).Distinct()];
        string[] near = [.. ids.Where(id => id.StartsWith(session, StringComparison.Ordinal)).Take(MostTold)];
        return near.Length > 0 ? $", but {string.Join(", ", near)}"
            : Suggestion.For(session, ids) is { Length: > 0 } meant ? meant
            : ids.Length == 0 ? "; the report has none" : $"; there are {ids[0]} … {ids[^1]}";
    }

    private static string Came(SessionRecord session) =>
        $"{session.Id} came at {Say.At(session.ArrivedS)} for {session.Title}, behind {session.Link}, over {session.Transport}, "
        + $"as {session.Class}.";

    private static IEnumerable<string> Contracts(RunRecord run, SessionRecord session)
    {
        foreach (ContractRecord contract in session.Contracts.Take(MostTold))
        {
            string terms = $"{contract.Rendition}, {contract.Class}, {Say.Rate(contract.RateBps)}";
            yield return contract == session.Contracts[0] ? $"It was admitted at {Say.At(contract.FromS)}: {terms}."
                : $"From {Say.At(contract.FromS)} on it had {terms}{(contract.Reason.Length > 0 ? $": {contract.Reason}" : "")}.";
        }

        if (session.Contracts.Count > MostTold)
            yield return $"{session.Contracts.Count - MostTold} more contracts followed.";
        foreach (RunEvent one in run.Events.Where(one => one.Session == session.Id && one.Kind is "violated" or "breaker").Take(MostTold))
            yield return $"At {Say.At(one.AtS)}: {one.Text}.";
    }

    private static IEnumerable<string> Picture(SessionRecord session)
    {
        if (session.StartupMs is { } startup)
            yield return $"The first picture was there {Say.Ms(startup)} after it had asked.";
        else
            yield return "No picture was ever shown.";
    }

    private static IEnumerable<string> Breaks(RunRecord run, SessionRecord session)
    {
        foreach (StallRecord stall in session.StallTimes.Take(MostTold))
        {
            string why = string.Join("; ", Causes.Before(run, session, stall.AtS));
            yield return $"At {Say.At(stall.AtS)} the picture stood for {Say.Ms(stall.LastsMs)}. "
                + (why.Length > 0 ? $"In the {Causes.SecondsBefore} s before: {why}." : "Nothing that is recorded says why.");
        }

        if (session.Stalls > MostTold)
            yield return $"It stood {session.Stalls - MostTold} more times; in all {Say.Ms(session.StalledMs)}.";
        if (session is { Stalls: 0, StartupMs: not null })
            yield return "The picture never stood.";
    }

    private static IEnumerable<string> Losses(RunRecord run, SessionRecord session)
    {
        if (session.Lost > 0)
        {
            IEnumerable<string> where = session.Drops.GroupBy(drop => (drop.Link, drop.Cause))
                .OrderByDescending(group => group.Sum(drop => drop.Packets))
                .Select(group => $"{Say.Count(group.Sum(drop => drop.Packets))} at {group.Key.Link}, {RunSection.Cause(group.Key.Cause)}");
            string with = session.Drops.Sum(drop => drop.Packets) > session.Lost ? "with parity and what was sent again " : "";
            string at = string.Join("; ", where.Take(MostTold));
            yield return $"Of {Say.Count(session.Sent, "packet")} the network did not bring {Say.Count(session.Lost)} "
                + $"({Say.Share(session.Lost, session.Sent)}){(at.Length > 0 ? $": {with}{at}" : "")}.";
            if (Causes.MostDrops(run, session) is { Length: > 0 } when)
                yield return when;
            yield return $"Parity mended {Say.Count(session.MendedByParity)}, resending {Say.Count(session.MendedByResend)}; "
                + $"{Say.Count(session.LostAfterRepair)} stayed away ({Say.Share(session.LostAfterRepair, session.Sent)}).";
        }

        if (session.Late > 0)
            yield return $"{Say.Count(session.Late, "packet")} came too late to be of use.";
    }

    private static IEnumerable<string> End(SessionRecord session)
    {
        string why = session.Why is { Length: > 0 } text ? $": {text.TrimEnd('.')}" : "";
        string at = session.EndedS is { } ended ? $" at {Say.At(ended)}" : "";
        yield return session.Outcome switch
        {
            "playing" => "It was playing to the end of the run.",
            "completed" => $"It had all it wanted{at}.",
            "left" => $"It left{at}.",
            "vanished" => $"It was gone without a word{at}.",
            _ => $"It ended badly{at}{why}.",
        };
    }
}
