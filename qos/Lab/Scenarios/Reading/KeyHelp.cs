namespace Streaming.Lab.Scenarios.Reading;

/// <summary>What there is to know of a key.</summary>
/// <param name="Meaning">A sentence; its default stands at its end.</param>
internal sealed record KeyHelp(string Name, string Meaning, bool IsRequired, Form Form);
