namespace Streaming.Lab.Records;

/// <summary>What became of an expectation, in one repetition of all variants.</summary>
/// <param name="Text">As it stands in the scenario.</param>
/// <param name="Line">Where it stands there.</param>
/// <param name="Found">What was measured, in a few words: <c>p99 skew_ms = 3.4</c>.</param>
/// <param name="FailsFromS">The shortest prefix of the run that fails already, in seconds; null: it was met, or nobody looked.</param>
public sealed record ExpectationRecord(string Text, int Line, ulong Seed, bool IsMet, string Found, double? FailsFromS = null);
