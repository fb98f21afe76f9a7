using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>One run on a report's page.</summary>
internal static class RunSection
{
    /// <summary>Of links in the table; a plot has each of the busiest.</summary>
    private const int MostLinks = 100, MostLinkPlots = 8;

    private const int MostEvents = 100;

    public static void Append(Page page, RunRecord run, string name, string place, int mostSessions, int mostRows)
    {
        page.Heading(2, $"Run: {name}", place);
        AppendAudiences(page, run);
        AppendOverTime(page, run);
        AppendLinks(page, run);
        SessionSection.Append(page, run, place, mostSessions, mostRows);
    }

    private static void AppendAudiences(Page page, RunRecord run)
    {
        if (run.Audiences.Count == 0)
            return;
        string[] columns =
        [
            "viewers", " came", " refused", " failed", " contracts kept", " startup, median", " 95 %", " stalls", " stood", " lost",
            " missing", " late", " delay, median", " 99 %", " most", " skew, 99 %", " most", " buffer, 1 %", " moves",
        ];
        page.Table(columns, run.Audiences.Select(IReadOnlyList<Cell> (one) =>
        [
            one.Name, Say.Count(one.Arrived), Say.Count(one.Refused), Cell.Bad(one.Failed),
            one.Promised == 0 ? "–" : new Cell($"{one.Kept} of {one.Promised}", one.Kept < one.Promised ? "bad" : ""),
            Say.Ms(one.StartupMs?.P50), Say.Ms(one.StartupMs?.P95), Cell.Bad(one.Stalls), Say.Ms(one.StalledMs),
            Say.Share(one.Lost, one.Sent), Say.Share(one.LostAfterRepair, one.Sent), Say.Share(one.Late, one.Sent),
            Say.Ms(one.DelayMs?.P50), Say.Ms(one.DelayMs?.P99), Say.Ms(one.DelayMs?.Max), Say.Ms(one.SkewMs?.P99), Say.Ms(one.SkewMs?.Max),
            Say.Ms(one.BufferMs?.P1), Say.Count(one.Moves),
        ]));
    }

    private static void AppendOverTime(Page page, RunRecord run)
    {
        if (RunPlots.Viewers(run) is { } viewers)
            page.Add(viewers);
        if (Timeline.Plot(run) is not { } timeline)
            return;
        page.Add(timeline);
        RunEvent[] told = [.. run.Events.Where(one => Timeline.IsTold(one.Kind))];
        page.Fold($"What happened, one by one ({Say.Count(told.Length, "event")})", isOpen: false);
        page.Table([" at", "what", "who", "in words"], told.Take(MostEvents).Select(IReadOnlyList<Cell> (one) =>
            [Say.At(one.AtS), Timeline.Word(one.Kind), one.Session ?? one.Link ?? "", one.Text]));
        if (told.Length > MostEvents)
            page.Paragraph($"The first {MostEvents} of them; report.json has all.", "quiet");
        page.EndFold();
    }

    private static void AppendLinks(Page page, RunRecord run)
    {
        if (run.Links.Count == 0)
            return;
        page.Heading(3, "Links");
        IReadOnlyList<LinkRecord> links =
            [.. run.Links.OrderByDescending(link => link.Drops.Values.Sum()).ThenByDescending(RunPlots.Utilisation)];
        string[] columns =
            ["link", " carries", " used on average", " at most", " promised, most", " longest wait", " packets", "not let through"];
        page.Table(columns, links.Take(MostLinks).Select(IReadOnlyList<Cell> (link) =>
        [
            link.Count == 1 ? link.Name : $"{link.Name} ({Say.Count(link.Count)} of them)",
            link.Capacity is { Count: > 0 } capacity ? Range(capacity) : "anything",
            link.Used.Count == 0 ? "–" : Say.Rate(link.Used.Average()), link.Used.Count == 0 ? "–" : Say.Rate(link.Used.Max()),
            link.Reserved.Count == 0 ? "–" : Say.Rate(link.Reserved.Max()), Say.Ms(link.QueueMs.Count == 0 ? null : link.QueueMs.Max()),
            Say.Count(link.Packets), Drops(link),
        ]));
        LinkRecord[] shown = [.. run.Links.Intersect(links.Where(link => link.Used.Count > 0).Take(MostLinkPlots))];
        foreach (LinkRecord link in shown)
        {
            page.Heading(4, link.Name);
            page.Add(RunPlots.Load(run, link));
            if (RunPlots.Queue(run, link) is { } queue)
                page.Add(queue);
        }
    }

    private static string Range(IReadOnlyList<long> rates) => rates.Min() == rates.Max()
        ? Say.Rate(rates[0])
        : $"{Say.Rate(rates.Min())} … {Say.Rate(rates.Max())}";

    private static Cell Drops(LinkRecord link)
    {
        IEnumerable<string> causes = link.Drops.Where(drop => drop.Value > 0).Select(drop => $"{Cause(drop.Key)}: {Say.Count(drop.Value)}");
        string mood = link.Drops.GetValueOrDefault("queueFull") > 0 ? "bad" : "";
        return string.Join(", ", causes) is { Length: > 0 } text ? new Cell(text, mood) : "nothing";
    }

    /// <summary>Why a packet was dropped, in words.</summary>
    public static string Cause(string cause) => cause switch
    {
        "queueFull" => "queue was full",
        "loss" => "lost by chance",
        "policed" => "exceeded its contract",
        "down" => "link was down",
        _ => cause,
    };
}
