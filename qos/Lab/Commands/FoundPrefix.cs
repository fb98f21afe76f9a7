namespace Streaming.Lab.Commands;

/// <summary>How little of a run is enough for something in it to fail.</summary>
/// <param name="What">The expectation, or the name of the check.</param>
/// <param name="Line">Of the expectation; 0: it is a check.</param>
/// <param name="FromS">In whole seconds; 1: it fails from the start.</param>
internal sealed record FoundPrefix(string What, int Line, ulong Seed, double FromS);
