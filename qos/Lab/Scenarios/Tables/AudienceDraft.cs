using Streaming.Lab.Scenarios.Reading;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>An audience, as far as it was said.</summary>
internal sealed record AudienceDraft(Audience Audience)
{
    public bool Interleaves { get; init; }

    public string? Sound { get; init; }

    public string? Rendition { get; init; }

    /// <summary>As they stand in the file.</summary>
    public IReadOnlyList<StepDraft> Steps { get; init; } = [];

    public (Audience? Audience, string? Problem) Finish(Place place)
    {
        if ((Audience.Title is null) == (Audience.Channel is null))
            return (null, "who comes watches something: 'watch: TITLE' or 'channel: NAME', one of them");
        if (Audience.Channel is not null && (Interleaves || Sound is not null || Rendition is not null))
            return (null, "'interleave', 'language' and 'rendition' are for who watches a title: a channel is the same for all");
        FlowSpec wish = Audience.Wish;
        List<ViewerStep> steps = [];
        foreach ((StepDraft step, int index) in Steps.Select((step, index) => (step, index)).OrderBy(one => one.step.After))
        {
            if (steps.LastOrDefault() is { } before && ProblemOf(before, step.After) is { } problem)
            {
                place.In("do").At(index).Complain(problem);
                continue;
            }

            steps.Add(new(step.After, step.Act(ref wish)));
        }

        string query = string.Join('&', Terms());
        return (Audience with { Steps = steps, Query = query.Length == 0 ? "" : $"?{query}" }, null);
    }

    /// <summary>Why nothing can be done at that time, behind what was done before.</summary>
    private static string? ProblemOf(ViewerStep before, TimeSpan after)
    {
        string then = DurationText.Format(before.After);
        return before.Act switch
        {
            ViewerAct.Leave or ViewerAct.Vanish => $"who is gone after {then} does nothing any more",
            ViewerAct.Pause pause when before.After + pause.For > after =>
                $"it pauses until {DurationText.Format(before.After + pause.For)}",
            _ when before.After == after => $"something else happens after {then} already",
            _ => null,
        };
    }

    private IEnumerable<string> Terms()
    {
        if (Interleaves)
            yield return "interleave=yes";
        if (Sound is not null)
            yield return $"audio={Sound}";
        if (Rendition is not null)
            yield return $"rendition={Uri.EscapeDataString(Rendition)}";
    }
}
