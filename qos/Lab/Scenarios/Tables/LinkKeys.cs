using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>The keys of a link.</summary>
internal static class LinkKeys
{
    /// <summary>No burst of losses that is longer is a burst.</summary>
    private const int LongestBurst = 10_000;

    /// <summary>What a link does to packets; events may change these.</summary>
    public static IReadOnlyList<Key<LinkProfile>> Profile { get; } =
    [
        Key<LinkProfile>.Of("rate", "What it carries, headers of IP and UDP included; none: anything. Default: none.",
            Words.RateOrNone(Limits.LeastRate, Limits.FastestLink), (link, value) => link with { Rate = value }),
        Key<LinkProfile>.Of("delay", "Propagation, one way. Default: 0ms.",
            Words.Duration(TimeSpan.Zero, Limits.LongestDelay), (link, value) => link with { Delay = value }),
        Key<LinkProfile>.Of("queue", "What its queue holds; what comes when it is full is dropped. Default: 256k.",
            Words.Size(Limits.SmallestQueue, Limits.LargestQueue), (link, value) => link with { Queue = value }),
        Key<LinkProfile>.Of("jitter", "What comes on top of the delay, packet by packet: 4ms, or a section. Default: nothing.",
            Jitter, (link, value) => link with { Jitter = value.Spread == TimeSpan.Zero ? null : value }),
        Key<LinkProfile>.Of("loss", "What is lost on the way, either way: 2%, or a section. Default: nothing.",
            Loss, (link, value) => link with { Loss = value }),
        Key<LinkProfile>.Of("reorder", "Packets that are held, so that others overtake them: a share, or a section. Default: 0%.",
            Reorder, (link, value) => value(link)),
        Key<LinkProfile>.Of("duplicate", "The share of packets that come twice. Default: 0%.",
            Words.Share(), (link, value) => link with { Duplicate = value }),
        Key<LinkProfile>.Of("corrupt", "The share of packets of which one bit is wrong when they come. Default: 0%.",
            Words.Share(), (link, value) => link with { Corrupt = value }),
        Key<LinkProfile>.Of("down", "Whether nothing gets through. Default: no.",
            Words.YesNo, (link, value) => link with { IsDown = value }),
    ];

    public static Form<LinkTerms> Form { get; } = new SectionForm<LinkTerms>(
        "a link",
        [.. Place, .. Profile.Select(key => key.In<LinkTerms>(link => link.Profile, (link, value) => link with { Profile = value }))],
        name => new() { Name = name, Profile = new() });

    private static Key<LinkTerms>[] Place =>
    [
        Key<LinkTerms>.Of("via", "The next link towards the server. Default: it begins at the server.",
            Words.Line("the name of a link"), (link, value) => link with { Via = value }),
        Key<LinkTerms>.Of("each", "Whether every viewer behind it has one of his own. Default: no.",
            Words.YesNo, (link, value) => link with { IsEach = value }),
        Key<LinkTerms>.Of("discipline",
            "Who leaves its queue next: fifo (who came first), priority (who is marked more important) or slots (all that came within one "
            + "leave at its end). Default: fifo.",
            Words.OneOf(("fifo", QueueDiscipline.Fifo), ("priority", QueueDiscipline.Priority), ("slots", QueueDiscipline.Slots)),
            (link, value) => link with { Profile = link.Profile with { Discipline = value } }),
        Key<LinkTerms>.Of("slot", "How long a slot is, of that discipline. Default: 1ms.",
            Words.Duration(TimeSpan.FromMilliseconds(0.1), TimeSpan.FromSeconds(1)),
            (link, value) => link with { Profile = link.Profile with { Slot = value } }),
        Key<LinkTerms>.Of("declared", "Whether the server knows of it and promises no more than it carries. Default: no.",
            Words.YesNo, (link, value) => link with { IsDeclared = value }),
        Key<LinkTerms>.Of("reservable", "The share of its rate that may be promised, where it is declared. Default: 90%.",
            Words.Share(Ratio.Percent(1), Ratio.One), (link, value) => link with { Reservable = value }),
    ];

    private static Form<JitterProfile> Jitter => new SectionForm<JitterProfile>(
        "jitter",
        [
            Key<JitterProfile>.Of("spread", "uniform: the most; exponential: the mean; normal: the standard deviation.",
                Words.Duration(TimeSpan.Zero, Limits.LongestDelay), (jitter, value) => jitter with { Spread = value }).Required(),
            Key<JitterProfile>.Of("shape", "Its distribution: uniform, normal (its upper half) or exponential. Default: exponential.",
                Words.OneOf(("uniform", JitterShape.Uniform), ("normal", JitterShape.Normal), ("exponential", JitterShape.Exponential)),
                (jitter, value) => jitter with { Shape = value }),
            Key<JitterProfile>.Of("correlation", "How much of a packet's is that of the one before. Default: 0.",
                Words.Number(0, 0.999), (jitter, value) => jitter with { Correlation = value }),
        ],
        _ => new(JitterShape.Exponential, TimeSpan.Zero),
        "spread");

    private static Form<LossProfile?> Loss => new SectionForm<LossDraft>(
        "loss",
        [
            Key<LossDraft>.Of("mean", "The share of packets lost, each by itself where no burst is given.",
                Words.Share(), (loss, value) => loss with { Mean = value }),
            Key<LossDraft>.Of("burst", "How many are lost in a row, in the mean (Gilbert).",
                Words.Number(1, LongestBurst), (loss, value) => loss with { Burst = value }),
            Key<LossDraft>.Of("worsens", "Of two states: the chance that a bad one follows a good one (Gilbert, Elliott).",
                Words.Share(), (loss, value) => loss with { Worsens = value }),
            Key<LossDraft>.Of("mends", "The chance that a good one follows a bad one.",
                Words.Share(), (loss, value) => loss with { Mends = value }),
            Key<LossDraft>.Of("good", "What is lost in a good state. Default: 0%.",
                Words.Share(), (loss, value) => loss with { Good = value }),
            Key<LossDraft>.Of("bad", "What is lost in a bad state. Default: 100%.",
                Words.Share(), (loss, value) => loss with { Bad = value }),
            Key<LossDraft>.Of("trace", "A file beside the scenario: 0 for each packet that came, 1 for each that was lost, over and over.",
                Words.Line("the name of a file"), (loss, value) => loss with { Trace = value }),
        ],
        _ => new(),
        "mean").As<LossProfile?>((draft, place) => draft.Finish(place));

    private static Form<Func<LinkProfile, LinkProfile>> Reorder => new SectionForm<LinkProfile>(
        "reordering",
        [
            Key<LinkProfile>.Of("share", "Of packets that are held.", Words.Share(),
                (link, value) => link with { Reorder = value }).Required(),
            Key<LinkProfile>.Of("by", "How long. Default: 10ms.",
                Words.Duration(TimeSpan.FromMilliseconds(0.1), Limits.LongestDelay), (link, value) => link with { ReorderBy = value }),
        ],
        _ => new(),
        "share").Changes();
}
