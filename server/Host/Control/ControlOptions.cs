using Streaming.Formats.Rtsp;
using Streaming.Server.Host.Contracts;

namespace Streaming.Server.Host.Control;

/// <summary>What one client, and all of them together, may cost the control plane.</summary>
public sealed record ControlOptions
{
    /// <summary>Sizes of messages.</summary>
    public RtspLimits Messages { get; init; } = RtspLimits.Default;

    /// <summary>From the first byte of a request (for the first one: from the connection) to the end of its headers.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes per second that an unfinished message must make on average, once <see cref="RateGrace"/> is over.</summary>
    public int MinimumRate { get; init; } = 240;

    /// <summary>One lost segment and its retransmission take a few seconds on a bad line.</summary>
    public TimeSpan RateGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A connection that holds no session and says nothing for so long is closed.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A client that takes not one byte for so long will never take one.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What there is to promise.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>What one subscriber may ask.</summary>
    public PolicingOptions Policing { get; init; } = new();

    /// <summary>Bytes that may wait for one reader of interleaved media before whole pictures are left out.</summary>
    public int InterleavedQueue { get; init; } = 1_000_000;

    /// <summary>All connections together; below the number of files the process may open.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>From one IPv4 address or one IPv6 /64, which is what one subscriber gets.</summary>
    public int MaxPerAddress { get; init; } = 64;

    /// <summary>From this machine, where load tests and proxies live.</summary>
    public int MaxFromLoopback { get; init; } = 10_000;
}
