using Streaming.Lab.Scenarios.Reading;
using Streaming.Player.Protection;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>The keys of an audience.</summary>
internal static class ViewerKeys
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    public static Form<Audience> Form { get; } = new SectionForm<AudienceDraft>(
        "an audience", [.. Who, .. What], name => new(new Audience { Name = name, Count = 1, Behind = "" }))
        .As((draft, place) => draft.Finish(place));

    private static Key<AudienceDraft>[] Who =>
    [
        Of("count", "How many. Default: 1.", Words.Count(1, Limits.Viewers), (audience, value) => audience with { Count = value }),
        Of("behind", "The link they live behind.", Words.Line("the name of a link"),
            (audience, value) => audience with { Behind = value }).Required(),
        Of("arrive", "When: 10s, or a section. Default: all at once, at the beginning.", Arrive,
            (audience, value) => audience with { Arrivals = value }),
        Of("watch", "The title they watch.", Words.Line("the name of a title"), (audience, value) => audience with { Title = value }),
        Of("channel", "Instead of 'watch': the channel.", Words.Line("the name of a channel"),
            (audience, value) => audience with { Channel = value }),
        Of("stay", "How long each stays, by what it was shown: 5m, or a section. Default: to the end.", Stay,
            (audience, value) => audience with { Watches = value.Length, WatchesAbout = value.IsMean }),
        Of("clock", "How each one's clock runs: a skew, or a section. Default: as the world's.", Clock,
            (audience, value) => audience with { Clock = value }),
        Of("return", "Whether each comes back, at the place it had got to, after the server was lost. Default: yes.", Words.YesNo,
            (audience, value) => audience with { ComesBack = value }),
    ];

    private static Key<AudienceDraft>[] What =>
    [
        Of("ask", "What each asks of the network.", WishKeys.Changes,
            (audience, value) => audience with { Wish = value(audience.Wish) }),
        Of("repair", "What is done about losses: auto (as they ask for), off, a layout such as 10x5, or a section. Default: auto.", Repair,
            (audience, value) => audience with { Protection = value }),
        Key<AudienceDraft>.Of("interleave", "Whether the frames of its sound are spread over packets. Default: no.", Words.YesNo,
            (draft, value) => draft with { Interleaves = value }),
        Key<AudienceDraft>.Of("language", "Of the sound. Default: the title's first.", Words.Language,
            (draft, value) => draft with { Sound = value }),
        Key<AudienceDraft>.Of("rendition", "The picture it begins with. Default: the best that fits.",
            Words.Line("the name of a rendition", 64), (draft, value) => draft with { Rendition = value }),
        Key<AudienceDraft>.Of("do", "What each does, and when.", new ListForm<StepDraft>("steps", Step, Limits.Steps),
            (draft, value) => draft with { Steps = value }),
    ];

    private static Form<Arrivals> Arrive => new SectionForm<ArrivalsDraft>(
        "an arrival",
        [
            Key<ArrivalsDraft>.Of("at", "When the first comes, or may come. Default: 0s.", Words.Duration(TimeSpan.Zero, Limits.LongestRun),
                (arrivals, value) => arrivals with { At = value }),
            Key<ArrivalsDraft>.Of("every", "From one to the next, evenly. Default: 0s, all at once.",
                Words.Duration(TimeSpan.Zero, Limits.LongestRun), (arrivals, value) => arrivals with { Every = value }),
            Key<ArrivalsDraft>.Of("poisson", "The mean time from one to the next, by chance.",
                Words.Duration(Moment, Limits.LongestRun), (arrivals, value) => arrivals with { Poisson = value }),
            Key<ArrivalsDraft>.Of("crowd", "All within that time, most of them at its beginning.",
                Words.Duration(Moment, Limits.LongestRun), (arrivals, value) => arrivals with { Crowd = value }),
        ],
        _ => new(),
        "at").As((draft, _) => draft.Finish());

    private static Form<(TimeSpan Length, bool IsMean)> Stay => new SectionForm<(TimeSpan Length, bool IsMean)>(
        "a stay",
        [
            Key<(TimeSpan, bool)>.Of("for", "As long as that.", Words.Duration(Moment, Limits.LongestRun), (_, value) => (value, false)),
            Key<(TimeSpan, bool)>.Of("about", "The mean of lengths that are drawn (exponential).",
                Words.Duration(Moment, Limits.LongestRun), (_, value) => (value, true)),
        ],
        _ => default,
        "for").As((stay, _) => (stay, stay.Length == TimeSpan.Zero ? "a stay is 'for: 5m' or 'about: 5m'" : null));

    private static Form<ClockTerms> Clock => new SectionForm<ClockTerms>(
        "a clock",
        [
            Key<ClockTerms>.Of("skew", "How much faster than the world's. Default: 0ppm.", Words.Skew,
                (clock, value) => clock with { SkewPpm = value }),
            Key<ClockTerms>.Of("device", "How much faster its sound device takes samples than that clock says. Default: 0ppm.", Words.Skew,
                (clock, value) => clock with { DevicePpm = value }),
        ],
        _ => new(),
        "skew");

    private static Form<ProtectionOptions?> Repair => new SectionForm<RepairDraft>(
        "a repair",
        [
            Key<RepairDraft>.Of("by", "auto, off or a layout. Default: auto.", Words.Line("auto, off or a layout such as 10x5"),
                (repair, value) => repair with { By = value }),
            Key<RepairDraft>.Of("overhead", "The most that parity and resends may take, as a share of the media. Default: 25%.",
                Words.Share(), (repair, value) => repair with { Budget = repair.Budget with { Overhead = value } }),
            Key<RepairDraft>.Of("resends", "What is set aside for packets sent again before any is lost; 0%: none are. Default: 5%.",
                Words.Share(), (repair, value) => repair with { Budget = repair.Budget with { LeastResend = value } }),
            Key<RepairDraft>.Of("delay", "The longest that repair may take. Default: 500ms.",
                Words.Duration(TimeSpan.Zero, Limits.LongestDelay),
                (repair, value) => repair with { Budget = repair.Budget with { Delay = value } }),
        ],
        _ => new(),
        "by").As<ProtectionOptions?>((draft, _) => draft.Finish());

    private static Form<StepDraft> Step => new SectionForm<StepDraft>(
        "a step",
        [
            Key<StepDraft>.Of("after", "Since the film was first shown to it.", Words.Duration(TimeSpan.Zero, Limits.LongestRun),
                (step, value) => step with { After = value }).Required(),
            Key<StepDraft>.Of("seek", "Goes to that place of the film.", Words.Duration(TimeSpan.Zero, Limits.LongestFilm),
                (step, value) => step with { Seek = value }),
            Key<StepDraft>.Of("pause", "For that long.", Words.Duration(Moment, Limits.LongestRun),
                (step, value) => step with { Pause = value }),
            Key<StepDraft>.Of("ask", "Asks for something else; what is not said stays as it was.", WishKeys.Changes,
                (step, value) => step with { Ask = value }),
            Key<StepDraft>.Of("leave", "Takes leave.", Words.YesNo, (step, value) => step with { Leaves = value }),
            Key<StepDraft>.Of("vanish", "Is gone without a word.", Words.YesNo, (step, value) => step with { Vanishes = value }),
        ],
        _ => new()).As((step, _) => (step, step.Problem));

    private static Key<AudienceDraft> Of<T>(string name, string meaning, Form<T> form, Func<Audience, T, Audience> set) =>
        Key<AudienceDraft>.Of(name, meaning, form, (draft, value) => draft with { Audience = set(draft.Audience, value) });
}
