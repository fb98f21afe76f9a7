namespace Streaming.Lab.Scenarios;

/// <summary>A scenario with the differences of one variant applied.</summary>
/// <param name="Name">Empty where the scenario has no variants.</param>
internal sealed record ScenarioVariant(string Name, Situation Situation);
