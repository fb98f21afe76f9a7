namespace Streaming.Lab.Scenarios.Reading;

/// <summary>A name and what it stands for.</summary>
/// <param name="Line">Of the name.</param>
internal sealed record DocumentEntry(string Name, int Line, DocumentNode Value);
