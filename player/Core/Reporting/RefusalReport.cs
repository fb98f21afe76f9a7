namespace Streaming.Player.Reporting;

/// <summary>What there was no room for, as the server says. Null: it does not say.</summary>
public sealed record RefusalReport(string Limit, string Asked, string Available, string? Alternative, double? RetryAfterSeconds);
