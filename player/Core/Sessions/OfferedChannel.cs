namespace Streaming.Player.Sessions;

/// <summary>What a server says of a channel as a whole: a programme that runs whether anybody looks or not, and has no other place than
/// now.</summary>
/// <param name="Delay">How far behind its axis of positions everybody presents it; null where the server does not say. Attribute
/// <c>x-delay</c>.</param>
/// <param name="TakesUnicastReports">Receivers report to the server alone, and learn from it how many they are. RFC 5760 §10.1.</param>
public sealed record OfferedChannel(TimeSpan? Delay, bool TakesUnicastReports);
