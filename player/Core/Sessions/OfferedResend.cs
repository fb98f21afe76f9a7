namespace Streaming.Player.Sessions;

/// <summary>What a server offers to whoever says which packets of a stream are missing: to send them again. RFC 4585 §6.2.1, RFC
/// 4588.</summary>
/// <param name="PayloadType">Of packets sent again; they come beside the stream's own, under another SSRC.</param>
/// <param name="Time">How long after it was first sent a packet can be asked for; null where the server does not say.</param>
public sealed record OfferedResend(byte PayloadType, TimeSpan? Time);
