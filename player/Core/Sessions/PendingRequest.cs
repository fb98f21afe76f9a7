using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Sessions;

/// <summary>A request that has not been answered yet.</summary>
/// <param name="IsKeepAlive">Sent to stay, not to learn: its answer matters little.</param>
/// <param name="Wish">The contract it asks for while playing; null where it asks for none.</param>
internal sealed record PendingRequest(int CSeq, string Method, bool IsKeepAlive, FlowSpec? Wish, Instant Sent);
