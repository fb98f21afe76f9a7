namespace Streaming.Lab.Records;

/// <summary>What there was no room for.</summary>
/// <param name="Limit">The link, or what else was short.</param>
/// <param name="Asked">In its unit, as the server said it.</param>
/// <param name="Best">What would have been admitted; null: nothing.</param>
public sealed record RefusalRecord(string Limit, string Asked, string Available, string? Best);
