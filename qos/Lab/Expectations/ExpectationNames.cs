namespace Streaming.Lab.Expectations;

/// <summary>What an expectation may speak of: what there is in its scenario.</summary>
/// <param name="Variants">Empty: it has none.</param>
/// <param name="Audiences">With how many viewers each has, of all variants the most.</param>
/// <param name="Titles">And channels.</param>
internal sealed record ExpectationNames(
    IReadOnlyCollection<string> Variants,
    IReadOnlyDictionary<string, long> Audiences,
    IReadOnlyCollection<string> Titles,
    IReadOnlyCollection<string> Links);
