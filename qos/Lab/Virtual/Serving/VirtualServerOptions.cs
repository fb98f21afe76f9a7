using System.Net;
using Streaming.Lab.Scenarios;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>What a virtual server is made with.</summary>
internal sealed record VirtualServerOptions
{
    /// <summary>Where viewers reach it.</summary>
    public static readonly IPEndPoint Address = new(IPAddress.Parse("192.0.2.1"), 8_554);

    public required ICatalogue Catalogue { get; init; }

    /// <summary>The links it knows of, and who lives behind which; none: it takes everybody. See <see cref="DeclaredNetwork"/>.</summary>
    public NetworkOptions Network { get; init; } = new();

    public IReadOnlyList<ChannelTerms> Channels { get; init; } = [];

    /// <summary>The numbers that a request of a client may need: a session's, a stream's. Asked once for each request; the time of day in
    /// them is not used. Sessions' must not repeat; streams' may, between clients.</summary>
    public required Func<IPAddress, FreshIdentity> Identities { get; init; }

    /// <summary>Control alone: sessions are admitted, hold what they were promised, play and go as they ask, but not a packet leaves, and
    /// nobody is expected to be heard of meanwhile. For whoever knows already what is sent.</summary>
    /// <remarks>Where nothing is measured there is nothing to look after but leases, so that is done as seldom as they allow.</remarks>
    public bool SendsNothing { get; init; }

    /// <summary>Of all that no viewer's numbers decide: what channels are sent with.</summary>
    public ulong Seed { get; init; }
}
