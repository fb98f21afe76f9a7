using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>What happened shortly before a picture stood.</summary>
internal static class Causes
{
    /// <summary>What is older has been shown already: nobody holds more than a few seconds.</summary>
    public const int SecondsBefore = 5;

    /// <summary>A link whose queue lasts longer than this holds packets up; below, nobody notices. Milliseconds.</summary>
    private const double LongWait = 20;

    /// <returns>Each in a few words, what weighs most first.</returns>
    public static IEnumerable<string> Before(RunRecord run, SessionRecord session, double at) =>
    [
        .. Server(run, at), .. Links(run, session, at), .. Dropped(run, session, at), .. Waits(run, session, at), .. Own(run, session, at),
    ];

    /// <summary>When most of what was dropped was dropped, and how full the link was that dropped most then; empty where all of the
    /// time is as bad, or nothing is recorded.</summary>
    public static string MostDrops(RunRecord run, SessionRecord session)
    {
        DropRecord[] drops = [.. session.Drops.OrderBy(drop => drop.SecondS)];
        long all = drops.Sum(drop => (long)drop.Packets);
        double end = session.EndedS ?? run.DurationS;
        if (all == 0 || SecondOf(0.9) - SecondOf(0.1) + 1 > (end - session.ArrivedS) / 2)
            return "";
        (int from, int to) = (SecondOf(0.1), SecondOf(0.9) + 1);
        IGrouping<(string Link, string Cause), DropRecord> worst = drops.Where(drop => drop.SecondS >= from && drop.SecondS < to)
            .GroupBy(drop => (drop.Link, drop.Cause)).MaxBy(group => group.Sum(drop => drop.Packets))!;
        string load = worst.Key.Cause == "queueFull" ? Load(run, worst.Key.Link, to) : "";
        return $"Four in five of them between {Say.At(from)} and {Say.At(to)}, most at {worst.Key.Link}{load}.";

        int SecondOf(double share)
        {
            long before = 0;
            return drops.First(drop => (before += drop.Packets) >= share * all).SecondS;
        }
    }

    private static IEnumerable<string> Server(RunRecord run, double at)
    {
        RunEvent? last = run.Events.LastOrDefault(one => one.AtS <= at && one.Kind is "serverKilled" or "serverStarted");
        if (last is { Kind: "serverKilled" })
            yield return $"the server had been dead since {Say.At(last.AtS)}";
        else if (last is { Kind: "serverStarted" } && at - last.AtS <= SecondsBefore)
            yield return $"the server had been started again at {Say.At(last.AtS)}";
    }

    private static IEnumerable<string> Links(RunRecord run, SessionRecord session, double at) =>
        from one in run.Events
        where one.Kind is "linkChanged" && IsBefore(one.AtS, at) && Way.Of(run, session).Contains(one.Link)
        select $"{one.Link} changed at {Say.At(one.AtS)} ({one.Text.TrimEnd('.')})";

    private static IEnumerable<string> Dropped(RunRecord run, SessionRecord session, double at) =>
        from drop in session.Drops
        where IsBefore(drop.SecondS, at) || drop.SecondS == (int)at
        group drop.Packets by (drop.Link, drop.Cause) into one
        orderby one.Sum() descending
        let wait = one.Key.Cause == "queueFull" && LongestWait(run, one.Key.Link, at) is { } ms ? $", up to {Say.Ms(ms)} long" : ""
        let load = one.Key.Cause == "queueFull" ? Load(run, one.Key.Link, at) : ""
        select $"{one.Key.Link} dropped {Say.Count(one.Sum(), "packet")} of it ({RunSection.Cause(one.Key.Cause)}{wait}{load})";

    /// <summary>Links that dropped nothing of it, but held it up.</summary>
    private static IEnumerable<string> Waits(RunRecord run, SessionRecord session, double at) =>
        from link in Way.Of(run, session)
        where !session.Drops.Any(drop => drop.Link == link && drop.Cause == "queueFull" && IsBefore(drop.SecondS, at))
        let wait = LongestWait(run, link, at)
        where wait >= LongWait
        select $"packets waited up to {Say.Ms(wait)} at {link}{Load(run, link, at)}";

    private static IEnumerable<string> Own(RunRecord run, SessionRecord session, double at)
    {
        foreach (ContractRecord one in session.Contracts.Skip(1).Where(one => IsBefore(one.FromS, at)))
            yield return $"it had {one.Rendition} from {Say.At(one.FromS)} on ({one.Reason})";
        foreach (RunEvent one in run.Events.Where(one => one.Session == session.Id && IsBefore(one.AtS, at)))
        {
            if (one.Kind is "violated" or "breaker" or "cameBack" or "clockStep")
                yield return $"{Say.At(one.AtS)}: {one.Text.TrimEnd('.')}";
        }

        foreach (RunEvent one in run.Events.Where(one => one is { Kind: "clockStep", Session: null } && IsBefore(one.AtS, at)))
            yield return $"{Say.At(one.AtS)}: {one.Text.TrimEnd('.')}";
    }

    private static bool IsBefore(double when, double at) => when <= at && when >= at - SecondsBefore;

    private static double? LongestWait(RunRecord run, string link, double at) =>
        Way.Find(run, link) is { Count: 1, QueueMs.Count: > 0 } record ? Steps(record.QueueMs, run, at).DefaultIfEmpty(0).Max() : null;

    /// <summary>What was to pass a link, against what it carries; nothing where it is not known.</summary>
    private static string Load(RunRecord run, string link, double at)
    {
        if (Way.Find(run, link) is not { Count: 1, Offered.Count: > 0, Capacity.Count: > 0 } record)
            return "";
        long[] offered = [.. Steps(record.Offered, run, at)], carried = [.. Steps(record.Capacity, run, at)];
        return offered.Length == 0 || carried.Length == 0 ? ""
            : $"; {Say.Rate(offered.Max())} was to pass, it carries {Say.Rate(carried.Min())}";
    }

    private static IEnumerable<T> Steps<T>(IReadOnlyList<T> series, RunRecord run, double at)
    {
        int first = Math.Max(0, (int)((at - SecondsBefore) / run.StepS)), last = (int)(at / run.StepS);
        return series.Skip(first).Take(last - first + 1);
    }
}
