namespace Streaming.Lab.Scenarios;

/// <summary>What is to be run, once: a scenario with a variant's differences applied, checked and complete.</summary>
public sealed record Situation
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Of the run; whoever is there at its end is taken leave of.</summary>
    public required TimeSpan Duration { get; init; }

    public ServerTerms Server { get; init; } = new();

    /// <summary>Parents before their children.</summary>
    public required IReadOnlyList<LinkTerms> Links { get; init; }

    public required IReadOnlyList<TitleTerms> Titles { get; init; }

    public IReadOnlyList<Audience> Audiences { get; init; } = [];

    public IReadOnlyList<ChannelTerms> Channels { get; init; } = [];

    /// <summary>What else is on the links.</summary>
    public IReadOnlyList<CrossTraffic> Traffic { get; init; } = [];

    /// <summary>By rising time.</summary>
    public IReadOnlyList<ScheduledEvent> Events { get; init; } = [];
}
