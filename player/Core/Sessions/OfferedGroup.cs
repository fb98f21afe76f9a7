using Streaming.Formats.Rtsp.Headers;
using Streaming.Formats.Sdp;

namespace Streaming.Player.Sessions;

/// <summary>The multicast group that a stream goes to, whoever listens. RFC 8866 §5.7.</summary>
/// <param name="Address">Of either family.</param>
/// <param name="Ports">Of its media and, one above, its reports.</param>
/// <param name="Ttl">How many routers it may pass; null where the server does not say.</param>
/// <param name="Source">The only address it may come from; null: any. RFC 4570.</param>
public sealed record OfferedGroup(string Address, PortPair Ports, int? Ttl, string? Source)
{
    /// <summary>Whether an address is one of a group: 224.0.0.0/4 or ff00::/8. RFC 5771, RFC 4291 §2.7.</summary>
    public static bool IsMulticast(string address) => new SdpConnection(address).Group is not null;
}
