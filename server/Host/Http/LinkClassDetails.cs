namespace Streaming.Server.Host.Http;

/// <summary>What one service class holds of a link.</summary>
internal sealed record LinkClassDetails(int Sessions, long ReservedBitsPerSecond);
