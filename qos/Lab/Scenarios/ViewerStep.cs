namespace Streaming.Lab.Scenarios;

/// <summary>What a viewer does, and when.</summary>
/// <param name="After">Since the film was first shown to it.</param>
public sealed record ViewerStep(TimeSpan After, ViewerAct Act);
