namespace Streaming.Lab.Scenarios;

/// <summary>What an expectation may speak of: all names of a scenario, those of its variants included.</summary>
/// <param name="Variants">Empty: it has none, and nothing can be said of one.</param>
/// <param name="Viewers">The most that come in any variant.</param>
internal sealed record ScenarioNames(
    IReadOnlyList<string> Variants,
    IReadOnlyList<string> Audiences,
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> Links,
    int Viewers);
