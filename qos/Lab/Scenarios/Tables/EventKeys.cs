using Streaming.Emulation.Links;
using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>The keys of an event: of a link any that says what it does to packets.</summary>
internal static class EventKeys
{
    public const string Killed = "killed", Started = "started";

    public static Form<EventDraft> Form { get; } = new SectionForm<EventDraft>(
        "an event",
        [
            Key<EventDraft>.Of("at", "Since the beginning of the run.", Words.Duration(TimeSpan.Zero, Limits.LongestRun),
                (happening, value) => happening with { At = value }).Required(),
            Key<EventDraft>.Of("link", "From then on this link is another: as the keys below say.", Words.Line("the name of a link"),
                (happening, value) => happening with { Link = value }),
            Key<EventDraft>.Of("told", "Whether the server is told of the new rate. Default: no.", Words.YesNo,
                (happening, value) => happening with { IsTold = value }),
            Key<EventDraft>.Of("server", "killed (nobody is told) or started.",
                Words.Choice(Killed, Started), (happening, value) => happening with { Server = value }),
            Key<EventDraft>.Of("viewers", "The audience whose clocks jump.", Words.Line("the name of an audience"),
                (happening, value) => happening with { Viewers = value }),
            Key<EventDraft>.Of("clock", "By how much: 5s, or -500ms.", Words.Step(TimeSpan.FromHours(24)),
                (happening, value) => happening with { Clock = value }),
            .. LinkKeys.Profile.Select(Changing),
        ],
        _ => new()).As((happening, _) => (happening, happening.Problem));

    /// <summary>The key of a link, as something that becomes of one.</summary>
    private static Key<EventDraft> Changing(Key<LinkProfile> key) => key.Changing<EventDraft>((happening, change) =>
    {
        Func<LinkProfile, LinkProfile> earlier = happening.Change ?? (link => link);
        return happening with { Change = link => change(earlier(link)) };
    });
}
