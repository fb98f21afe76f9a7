namespace Streaming.Player.Sessions;

/// <summary>A request that has not been answered yet.</summary>
/// <param name="Setup">For SETUP, the place of its track among those chosen; else −1.</param>
/// <param name="IsKeepAlive">Sent to stay, not to learn: its answer matters little.</param>
internal sealed record PendingRequest(int CSeq, string Method, int Setup, bool IsKeepAlive, Instant Sent);
