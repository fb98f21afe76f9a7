using Streaming.Lab.Scenarios.Reading;
using Streaming.Lab.Scenarios.Tables;

namespace Streaming.Lab.Scenarios.Checks;

/// <summary>Makes a situation of what a file says, and finds what does not go together.</summary>
internal static class SituationMaker
{
    /// <summary>Null: it cannot be, which has been said.</summary>
    /// <param name="name">Of the scenario.</param>
    public static Situation? Make(string name, ScenarioDraft scenario, Place place)
    {
        int before = place.Mistakes.Count;
        if (scenario.Links.Count == 0)
            place.In("links").Complain("no links: a network has at least one, such as 'uplink: {rate: 1Gb/s}'");
        if (scenario.Audiences.Count == 0 && scenario.Channels.Count == 0)
            place.Complain(1, "nobody watches: give 'viewers:'");
        IReadOnlyList<LinkTerms>? links = LinkOrder.Sort(scenario.Links, place.In("links"));
        LinkChecks.Check(scenario.Links, place.In("links"));
        AudienceChecks.Check(scenario, place.In("viewers"));
        CheckChannels(scenario, place.In("channels"));
        CheckTraffic(scenario, place.In("traffic"));
        EventChecks events = new(scenario, place.In("events"));
        events.Check();
        return links is null || place.Mistakes.Count > before ? null : new()
        {
            Name = name,
            Description = scenario.Description,
            Duration = scenario.Duration,
            Server = scenario.Server,
            Links = [.. links.Select(link => link with { Changes = events.ChangesOf(link.Name) })],
            Titles = scenario.Titles,
            Audiences = scenario.Audiences,
            Channels = scenario.Channels,
            Traffic = scenario.Traffic,
            Events = events.Events,
        };
    }

    private static void CheckChannels(ScenarioDraft scenario, Place place)
    {
        string[] titles = [.. scenario.Titles.Select(title => title.Name)];
        foreach (ChannelTerms channel in scenario.Channels)
        {
            Place here = place.In(channel.Name);
            if (channel.Titles.Count == 0)
                here.In("play").Complain("it plays nothing: 'play: [TITLE]'");
            foreach ((int index, string title) in channel.Titles.Index())
                Reference.Check(here.In("play").At(index), "title", title, titles);
            if (titles.Contains(channel.Name))
                here.Complain($"'{channel.Name}' is a title already: who watches it is asked for one name");
        }
    }

    private static void CheckTraffic(ScenarioDraft scenario, Place place)
    {
        foreach (CrossTraffic traffic in scenario.Traffic)
        {
            Place here = place.In(traffic.Name);
            if (Reference.Check(here.In("behind"), "link", traffic.Behind, [.. scenario.Links.Select(link => link.Name)])
                && scenario.Links.First(link => link.Name == traffic.Behind).IsEach)
                here.In("behind").Complain($"everybody has a '{traffic.Behind}' of his own: traffic goes behind a link that is shared");
            if (traffic.From >= scenario.Duration)
                here.In("at").Complain($"it never begins: the run is over after {DurationText.Format(scenario.Duration)}");
        }
    }
}
