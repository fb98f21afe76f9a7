namespace Streaming.Player.Sessions;

/// <summary>A request that has not been answered yet.</summary>
/// <param name="IsKeepAlive">Sent to stay, not to learn: its answer matters little.</param>
internal sealed record PendingRequest(int CSeq, string Method, bool IsKeepAlive, Instant Sent);
