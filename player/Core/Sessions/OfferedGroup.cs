using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>The multicast group that a stream goes to, whoever listens. RFC 8866 §5.7.</summary>
/// <param name="Address">Of either family.</param>
/// <param name="Ports">Of its media and, one above, its reports.</param>
/// <param name="Ttl">How many routers it may pass; null where the server does not say.</param>
/// <param name="Source">The only address it may come from; null: any. RFC 4570.</param>
public sealed record OfferedGroup(string Address, PortPair Ports, int? Ttl, string? Source);
