using System.Text.Json.Nodes;
using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>Every key of a scenario: what reads files, what helps people, and what editors know come from here.</summary>
internal static class ScenarioKeys
{
    /// <summary>Sections that are not part of a situation: they say what to do with it.</summary>
    public const string Variants = "variants", Expectations = "expect";

    /// <summary>What a variant or a sweep cannot change, for it is of all of them.</summary>
    public static readonly IReadOnlyList<string> OfAllVariants = ["describe", "seed", "repeat", "short", Variants, Expectations];

    public static Form<ScenarioDraft> Form { get; } =
        new SectionForm<ScenarioDraft>("a scenario", [.. Run, .. Network, .. Judgement], _ => new());

    private static Key<ScenarioDraft>[] Run =>
    [
        Key<ScenarioDraft>.Of("describe", "What it shows, in a sentence.", Words.Line("a sentence"),
            (scenario, value) => scenario with { Description = value }),
        Key<ScenarioDraft>.Of("for", "How long a run is.", Words.Duration(TimeSpan.FromSeconds(1), Limits.LongestRun),
            (scenario, value) => scenario with { Duration = value }).Required(),
        Key<ScenarioDraft>.Of("seed", "What everything that is left to chance follows from. Default: 1.", Words.Seed,
            (scenario, value) => scenario with { Seed = value }),
        Key<ScenarioDraft>.Of("repeat", "How many runs, each with the next seed. Default: 1.", Words.Count(1, Limits.Repetitions),
            (scenario, value) => scenario with { Repetitions = value }),
        Key<ScenarioDraft>.Of("short", "Whether it is soon over, and part of every test. Default: no.", Words.YesNo,
            (scenario, value) => scenario with { IsShort = value }),
        Key<ScenarioDraft>.Of("server", "How the server is set up.", ServerKeys.Form,
            (scenario, value) => scenario with { Server = value }),
    ];

    private static Key<ScenarioDraft>[] Network =>
    [
        Key<ScenarioDraft>.Of("links", "The network: links, each with what it does to packets.",
            new NamesForm<LinkTerms>("link", LinkKeys.Form, Limits.Links),
            (scenario, value) => scenario with { Links = value }).Required(),
        Key<ScenarioDraft>.Of("titles", "What can be watched.",
            new NamesForm<TitleTerms>("title", TitleKeys.Form, Limits.Titles),
            (scenario, value) => scenario with { Titles = value }).Required(),
        Key<ScenarioDraft>.Of("viewers", "Who watches: audiences, each of viewers of one kind.",
            new NamesForm<Audience>("audience", ViewerKeys.Form, Limits.Audiences),
            (scenario, value) => scenario with { Audiences = value }),
        Key<ScenarioDraft>.Of("channels", "What plays to everybody who joins, by multicast.",
            new NamesForm<ChannelTerms>("channel", ChannelKeys.Form, Limits.Channels),
            (scenario, value) => scenario with { Channels = value }),
        Key<ScenarioDraft>.Of("traffic", "What else is on the links.",
            new NamesForm<CrossTraffic>("traffic", TrafficKeys.Form, Limits.Traffic),
            (scenario, value) => scenario with { Traffic = value }),
        Key<ScenarioDraft>.Of("events", "What happens, and when.",
            new ListForm<EventDraft>("events", EventKeys.Form, Limits.Events), (scenario, value) => scenario with { Events = value }),
    ];

    private static Key<ScenarioDraft>[] Judgement =>
    [
        Key<ScenarioDraft>.Of(Variants, "Runs that differ: for each the keys that are otherwise, by their whole path: {server.admits: no}; "
            + "one without a value is left out.",
            new NamesForm<DocumentNode>("variant", Changes, Limits.Variants),
            (scenario, _) => scenario),
        Key<ScenarioDraft>.Of(Expectations,
            "What must hold: 'p99 skew_ms < 10', 'stalls == 0 for class guaranteed', 'admitted >= 4 in with'.",
            new ListForm<string>("expectations", Words.Line("an expectation", 500), Limits.Expectations), (scenario, _) => scenario),
    ];

    private static AnyForm Changes => new("keys by their paths", () => new() { ["type"] = new JsonArray("object", "null") });
}
