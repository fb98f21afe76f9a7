namespace Streaming.Lab.Records;

/// <summary>One scenario, played for each of several values of one of its keys.</summary>
/// <param name="Key">The path of what was swept: <c>links.wifi.loss</c>.</param>
/// <param name="Points">By value.</param>
public sealed record SweepRecord(string Scenario, string Key, IReadOnlyList<SweepPoint> Points);
