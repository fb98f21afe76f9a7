namespace Streaming.Lab.Records;

/// <summary>What was found for one value.</summary>
/// <param name="Value">As it would be written in the scenario: <c>2.5%</c>.</param>
/// <param name="Report">Of all variants and repetitions with it.</param>
public sealed record SweepPoint(string Value, LabReport Report);
