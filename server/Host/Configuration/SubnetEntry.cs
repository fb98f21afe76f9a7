using System.Net;

namespace Streaming.Server.Host.Configuration;

/// <summary>Clients that are reached over a link, and over those between it and the server.</summary>
public sealed record SubnetEntry(IPNetwork Network, string Link);
