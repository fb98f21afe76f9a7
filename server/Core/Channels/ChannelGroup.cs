using System.Net;

namespace Streaming.Server.Channels;

/// <summary>To where a channel is sent; the addresses and ports of its lanes follow from it, see <see cref="GroupPlan"/>.</summary>
/// <param name="Address">Of the first lane: IPv4 or IPv6 multicast.</param>
/// <param name="Port">Of the first lane; even.</param>
public sealed record ChannelGroup(IPAddress Address, int Port)
{
    /// <summary>Routers that a packet passes, plus one: 1 stays on the link.</summary>
    public byte TimeToLive { get; init; } = 16;

    /// <summary>The interface it leaves by, by name or address; null: as the host's routes say.</summary>
    public string? Interface { get; init; }

    /// <summary>The address it is sent from, where receivers join for that source alone (RFC 4607); null: from any.</summary>
    public IPAddress? Source { get; init; }

    public bool IsSourceSpecific => Source is not null;
}
