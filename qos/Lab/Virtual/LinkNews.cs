using Streaming.Emulation.Links;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual;

/// <summary>What becomes of links in the course of a run, in words.</summary>
internal static class LinkNews
{
    /// <summary>Every change of every link, by time; those of one instant in the order of the links.</summary>
    public static IEnumerable<(TimeSpan At, string Link, string Text)> Of(Situation situation) =>
        from link in situation.Links
        from change in link.Changes.Index()
        let before = change.Index == 0 ? link.Profile : link.Changes[change.Index - 1].Profile
        orderby change.Item.At
        select (change.Item.At, link.Name, Text(link.Name, before, change.Item.Profile));

    private static string Text(string link, LinkProfile before, LinkProfile now)
    {
        if (before.IsDown != now.IsDown)
            return $"{link} is {(now.IsDown ? "down" : "up again")}";
        List<string> news = [];
        if (before.Rate != now.Rate)
            news.Add($"carries {now.Rate?.ToString() ?? "anything"} instead of {before.Rate?.ToString() ?? "anything"}");
        if (before.Delay != now.Delay)
            news.Add(FormattableString.Invariant($"takes {now.Delay.TotalMilliseconds} ms instead of {before.Delay.TotalMilliseconds}"));
        if (before.Loss != now.Loss)
            news.Add($"loses {Lost(now)} instead of {Lost(before)}");
        if (before.Jitter != now.Jitter)
            news.Add("delays by another jitter");
        if (news.Count == 0)
            news.Add("is another");
        return $"{link} {string.Join(", ", news)}";
    }

    private static string Lost(LinkProfile link) => FormattableString.Invariant($"{(link.Loss?.Mean ?? 0) * 100:0.###} %");
}
