using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual;

/// <summary>What passed the links of a run, as records have it.</summary>
internal static class LinkRecords
{
    private static readonly DropCause[] Causes = [DropCause.Down, DropCause.Loss, DropCause.Policed, DropCause.QueueFull];

    /// <param name="figuresOf">What passed a link of the layout's plan.</param>
    /// <param name="steps">How many the run has: later packets are counted, but in no series.</param>
    public static IReadOnlyList<LinkRecord> Of(
        Situation situation, Layout layout, Func<int, LinkFigures> figuresOf, CrossFlows flows, RunSteps steps) =>
        [.. situation.Links.Select(terms => Of(terms, situation, layout, figuresOf, flows, steps))];

    private static LinkRecord Of(
        LinkTerms terms, Situation situation, Layout layout, Func<int, LinkFigures> figuresOf, CrossFlows flows, RunSteps steps)
    {
        int[] links = [.. Enumerable.Range(0, layout.Plan.Links.Count).Where(link => layout.TermsOf(link) == terms)];
        LinkFigures figures = links.Length == 0 ? new(layout.Plan.Start, layout.Plan.Step) : figuresOf(links[0]);
        return new()
        {
            Name = terms.Name,
            Via = terms.Via,
            Count = links.Length,
            IsDeclared = terms.IsDeclared && situation.Server.Admits,
            Packets = figures.Packets,
            Bytes = figures.Bytes,
            Drops = Drops(figures, TurnedAway(terms, situation, flows)),
            Capacity = Capacity(terms, links.Length, layout.Plan, steps.Playing.Count),
            Offered = Rates(figures.Offered, layout.Plan.Step, steps.Playing.Count),
            Used = Rates(figures.Used, layout.Plan.Step, steps.Playing.Count),
            Reserved = steps.ReservedOf(terms.Name),
            QueueMs =
            [
                .. Enumerable.Range(0, steps.Playing.Count).Select(step =>
                    step < figures.LongestWait.Count ? Math.Round(figures.LongestWait[step].TotalMilliseconds, 3) : 0),
            ],
        };
    }

    /// <summary>What is turned away at the door of the network never came to a link: it is counted at the one next to the server.</summary>
    private static long TurnedAway(LinkTerms terms, Situation situation, CrossFlows flows) => situation.Traffic
        .Select((flow, number) => (flow, number))
        .Where(one => FirstOnTheWay(one.flow.Behind, situation) == terms.Name)
        .Sum(one => flows.TurnedAway(one.number));

    private static string FirstOnTheWay(string link, Situation situation)
    {
        while (situation.Links.First(one => one.Name == link).Via is { } via)
            link = via;
        return link;
    }

    private static SortedDictionary<string, long> Drops(LinkFigures figures, long turnedAway)
    {
        SortedDictionary<string, long> drops = new(StringComparer.Ordinal);
        foreach (DropCause cause in Causes)
        {
            long count = figures.DropsOf(cause) + (cause == DropCause.Policed ? turnedAway : 0);
            if (count > 0)
                drops.Add(Viewers.CauseText.Of(cause), count);
        }

        return drops;
    }

    private static IReadOnlyList<long> Rates(IReadOnlyList<long> bytes, TimeSpan step, int steps) =>
        [.. Enumerable.Range(0, steps).Select(at => at < bytes.Count ? bytes[at] * 8 * TimeSpan.TicksPerSecond / step.Ticks : 0)];

    /// <summary>What it carries at the end of each step.</summary>
    private static long[]? Capacity(LinkTerms terms, int count, NetworkPlan plan, int steps)
    {
        if (terms.Profile.Rate is null && terms.Changes.All(change => change.Profile.Rate is null))
            return null;
        long[] capacity = new long[steps];
        for (int step = 0; step < steps; step++)
        {
            LinkProfile profile = terms.Changes.LastOrDefault(change => change.At < plan.Step * (step + 1))?.Profile ?? terms.Profile;
            capacity[step] = profile.IsDown ? 0 : (profile.Rate?.BitsPerSecond ?? 0) * count;
        }

        return capacity;
    }
}
