namespace Streaming.Player.Reporting;

/// <summary>One term of a contract: what was promised and what came.</summary>
/// <param name="Term"><c>rate</c>, <c>loss</c>, <c>lossBurst</c>, <c>late</c>, <c>delayVariation</c>.</param>
/// <param name="Unit">Of both figures.</param>
/// <param name="Promised">Null: it was only measured.</param>
/// <param name="Measured">Null: there was nothing to measure it by.</param>
/// <param name="SinceMs">When it was first not kept, from the connection; null where it was kept, or that is a matter of the whole.</param>
public sealed record TermReport(string Term, string Unit, double? Promised, double? Measured, bool IsKept, double? SinceMs);
