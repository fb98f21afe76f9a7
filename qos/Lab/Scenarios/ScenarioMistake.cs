namespace Streaming.Lab.Scenarios;

/// <summary>Something wrong in a scenario, and where it stands.</summary>
/// <param name="File">Its name, without the folder.</param>
/// <param name="Line">From 1; 0: of the file as a whole.</param>
/// <param name="Text">What is wrong, and what to write.</param>
internal sealed record ScenarioMistake(string File, int Line, string Text)
{
    public override string ToString() => Line == 0 ? $"{File}: {Text}" : FormattableString.Invariant($"{File}:{Line}: {Text}");
}
