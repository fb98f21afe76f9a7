using System.Net;

namespace Streaming.Server.Sending;

/// <summary>How packets for a group leave this machine.</summary>
/// <param name="Hops">Routers they may pass and one, 1 to 255: TTL of IPv4, hop limit of IPv6.</param>
/// <param name="Interface">Its name (<c>eth0</c>) or an address of it; null: the one that leads to the group.</param>
/// <param name="Source">The address of this machine that receivers join the group for (RFC 4607); null: from whomever, and they can send to
/// it too.</param>
public sealed record GroupOptions(byte Hops, string? Interface = null, IPAddress? Source = null)
{
    public bool IsSourceSpecific => Source is not null;
}
