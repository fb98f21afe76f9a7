using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>Why there was no room for a session.</summary>
internal static class Refusals
{
    /// <summary>Of those who held the room, so many are named.</summary>
    private const int MostNamed = 5;

    public static IEnumerable<string> Of(RunRecord run, SessionRecord session)
    {
        double at = run.Events.FirstOrDefault(one => one.Session == session.Id && one.Kind == "refused")?.AtS
            ?? session.EndedS ?? session.ArrivedS;
        if (session.Refusal is not { } refusal)
        {
            yield return $"It was refused at {Say.At(at)}{(session.Why is { Length: > 0 } why ? $": {why.TrimEnd('.')}" : "")}.";
            yield break;
        }

        yield return $"It was refused at {Say.At(at)} for want of room on {refusal.Limit}: it asked for {refusal.Asked}, "
            + $"and {refusal.Available} was left.";
        if (session.Why is { Length: > 0 } said)
            yield return $"The server said: {said.TrimEnd('.')}.";
        if (Way.Find(run, refusal.Limit) is { } link)
            yield return Promised(run, link, at);
        SessionRecord[] holders = [.. run.Sessions.Where(one => one != session && IsHolding(run, one, refusal.Limit, at))];
        if (holders.Length > 0)
            yield return Held(holders, at);
        yield return refusal.Best is { } best ? $"It would have been admitted with: {best}." : "Nothing less would have fitted either.";
    }

    private static string Promised(RunRecord run, LinkRecord link, double at)
    {
        int step = (int)(at / run.StepS);
        string carries = link.Capacity is { } capacity && step < capacity.Count ? $", which carries {Say.Rate(capacity[step])}" : "";
        return step < link.Reserved.Count
            ? $"At that time the server had promised {Say.Rate(link.Reserved[step])} of {link.Name}{carries}."
            : $"How much of {link.Name} was promised then is not recorded.";
    }

    private static string Held(SessionRecord[] holders, double at)
    {
        IEnumerable<string> named = holders.Take(MostNamed)
            .Select(one => $"{one.Id} ({Say.Rate(InForce(one, at)!.RateBps)} since {Say.At(InForce(one, at)!.FromS)})");
        string more = holders.Length > MostNamed ? $" and {holders.Length - MostNamed} more" : "";
        long sum = holders.Sum(one => InForce(one, at)!.RateBps);
        return $"That room was held by {Say.Count(holders.Length, "session")} that had come before, {Say.Rate(sum)} in all: "
            + $"{string.Join(", ", named)}{more}.";
    }

    /// <summary>Whether a session had a promise that took room of a limit then.</summary>
    private static bool IsHolding(RunRecord run, SessionRecord session, string limit, double at) =>
        (session.EndedS is null || session.EndedS > at)
        && InForce(session, at) is { Class: not "best-effort" }
        && (Way.Find(run, limit) is null || Way.Of(run, session).Contains(limit));

    private static ContractRecord? InForce(SessionRecord session, double at) => session.Contracts.LastOrDefault(one => one.FromS <= at);
}
