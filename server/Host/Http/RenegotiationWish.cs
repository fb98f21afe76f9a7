namespace Streaming.Server.Host.Http;

/// <summary>What a session is to play instead: by its level, or by its name.</summary>
/// <param name="Level">Of its ladder, 0 is the best.</param>
/// <param name="Point">As the ladder calls it: <c>480p</c>.</param>
internal sealed record RenegotiationWish(int? Level, string? Point);
