using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual;

/// <summary>What passed the links of a run, as records have it.</summary>
internal static class LinkRecords
{
    /// <param name="figuresOf">What passed a link of the layout's plan.</param>
    /// <param name="steps">How many the run has: later packets are counted, but in no series.</param>
    public static IReadOnlyList<LinkRecord> Of(
        Situation situation, Layout layout, Func<int, LinkFigures> figuresOf, CrossFlows flows, RunSteps steps)
    {
        return Of(situation, layout, SumsOf, steps);

        LinkSums SumsOf(LinkTerms terms)
        {
            int link = Enumerable.Range(0, layout.Plan.Links.Count).FirstOrDefault(link => layout.TermsOf(link) == terms, -1);
            LinkFigures figures = link < 0 ? new(layout.Plan.Start, layout.Plan.Step) : figuresOf(link);
            return LinkSums.Of(figures, TurnedAway(terms, situation, flows));
        }
    }

    /// <param name="sumsOf">What passed a link of the situation.</param>
    public static IReadOnlyList<LinkRecord> Of(
        Situation situation, Layout layout, Func<LinkTerms, LinkSums> sumsOf, RunSteps steps) =>
        [.. situation.Links.Select(terms => Of(terms, situation.Server.Admits, layout, sumsOf(terms), steps))];

    private static LinkRecord Of(LinkTerms terms, bool admits, Layout layout, LinkSums sums, RunSteps steps)
    {
        int count = Enumerable.Range(0, layout.Plan.Links.Count).Count(link => layout.TermsOf(link) == terms);
        return new()
        {
            Name = terms.Name,
            Via = terms.Via,
            Count = count,
            IsDeclared = terms.IsDeclared && admits,
            Packets = sums.Packets,
            Bytes = sums.Bytes,
            Drops = sums.Drops,
            Capacity = Capacity(terms, count, layout.Plan, steps.Playing.Count),
            Offered = Rates(sums.Offered, layout.Plan.Step, steps.Playing.Count),
            Used = Rates(sums.Used, layout.Plan.Step, steps.Playing.Count),
            Reserved = steps.ReservedOf(terms.Name),
            QueueMs =
            [
                .. Enumerable.Range(0, steps.Playing.Count).Select(step =>
                    step < sums.LongestWait.Count ? Math.Round(sums.LongestWait[step].TotalMilliseconds, 3) : 0),
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
