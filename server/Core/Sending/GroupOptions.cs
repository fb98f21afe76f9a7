namespace Streaming.Server.Sending;

/// <summary>How packets for a group leave this machine.</summary>
/// <param name="Hops">Routers they may pass and one, 1 to 255: TTL of IPv4, hop limit of IPv6.</param>
/// <param name="Interface">Its name (<c>eth0</c>) or an address of it; null: the one that leads to the group.</param>
/// <param name="IsSourceSpecific">Receivers join the group and this sender, and can send to nobody by it. RFC 4607.</param>
public sealed record GroupOptions(byte Hops, string? Interface = null, bool IsSourceSpecific = false);
