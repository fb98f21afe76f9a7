using Streaming.Lab.Scenarios.Reading;
using Streaming.Lab.Scenarios.Tables;

namespace Streaming.Lab.Scenarios.Checks;

/// <summary>What may be wrong with audiences though each key of them is well written.</summary>
internal static class AudienceChecks
{
    public static void Check(ScenarioDraft scenario, Place place)
    {
        long all = 0;
        foreach (Audience audience in scenario.Audiences)
        {
            Place here = place.In(audience.Name);
            if ((all += audience.Count) > Limits.Viewers && all - audience.Count <= Limits.Viewers)
                here.In("count").Complain(FormattableString.Invariant($"{all} viewers in all: {Limits.Viewers} are the most"));
            Reference.Check(here.In("behind"), "link", audience.Behind, [.. scenario.Links.Select(link => link.Name)]);
            TimeSpan first = FirstArrival(audience.Arrivals);
            if (first >= scenario.Duration)
                here.In("arrive").Complain($"nobody comes: the first would at {DurationText.Format(first)}, when the run is over");
            if (audience.Channel is { } channel)
                Reference.Check(here.In("channel"), "channel", channel, [.. scenario.Channels.Select(one => one.Name)]);
            else if (Reference.Check(here.In("watch"), "title", audience.Title!, [.. scenario.Titles.Select(title => title.Name)]))
                CheckTitle(audience, scenario.Titles.First(title => title.Name == audience.Title), here);
            CheckSteps(audience, here);
        }
    }

    private static TimeSpan FirstArrival(Arrivals arrivals) => arrivals switch
    {
        Arrivals.Fixed one => one.From,
        Arrivals.Poisson one => one.From,
        Arrivals.Crowd one => one.From,
        _ => TimeSpan.Zero,
    };

    /// <summary>Of a film that is made here everything is known beforehand.</summary>
    private static void CheckTitle(Audience audience, TitleTerms title, Place place)
    {
        if (title is not TitleTerms.Generated made)
            return;
        string[] renditions = [.. made.Renditions.Select(rendition => rendition.Name)];
        foreach ((int index, string name) in audience.Wish.Accept.Index())
            Reference.Check(place.In("ask").In("accept").At(index), "rendition", name, renditions);
        foreach ((int index, ViewerStep step) in audience.Steps.Index())
        {
            if (step.Act is ViewerAct.Seek seek && seek.To - MediaTime.Zero >= made.Duration)
                place.In("do").At(index).Complain($"a seek behind the end: '{made.Name}' is {DurationText.Format(made.Duration)} long");
        }
    }

    private static void CheckSteps(Audience audience, Place place)
    {
        if (audience.Channel is null)
            return;
        foreach ((int index, ViewerStep step) in audience.Steps.Index())
        {
            if (step.Act is ViewerAct.Seek or ViewerAct.Pause)
                place.In("do").At(index).Complain("a channel is the same for all: nobody seeks in it or pauses it");
        }
    }
}
