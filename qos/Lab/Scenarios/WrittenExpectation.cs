namespace Streaming.Lab.Scenarios;

/// <summary>An expectation as it stands in a file.</summary>
/// <param name="Line">From 1.</param>
internal sealed record WrittenExpectation(string Text, int Line);
