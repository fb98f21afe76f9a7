namespace Streaming.Lab.Scenarios.Tables;

/// <summary>A scenario as it stands in the file, each part of it well written by itself.</summary>
internal sealed record ScenarioDraft
{
    public string Description { get; init; } = "";

    public TimeSpan Duration { get; init; }

    public ulong Seed { get; init; } = 1;

    public int Repetitions { get; init; } = 1;

    public bool IsShort { get; init; }

    public ServerTerms Server { get; init; } = new();

    public IReadOnlyList<LinkTerms> Links { get; init; } = [];

    public IReadOnlyList<TitleTerms> Titles { get; init; } = [];

    public IReadOnlyList<Audience> Audiences { get; init; } = [];

    public IReadOnlyList<ChannelTerms> Channels { get; init; } = [];

    public IReadOnlyList<CrossTraffic> Traffic { get; init; } = [];

    public IReadOnlyList<EventDraft> Events { get; init; } = [];
}
