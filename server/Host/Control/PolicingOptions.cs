namespace Streaming.Server.Host.Control;

/// <summary>What one subscriber may ask of the control plane.</summary>
public sealed record PolicingOptions
{
    /// <summary>RTSP requests; twice as many at once. A player needs ten to begin and one a minute then.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Of bodies; a second's worth, or twice the largest body, at once.</summary>
    public ByteCount BodyBytesPerSecond { get; init; } = new(64_000);

    /// <summary>The largest body that the reader lets through.</summary>
    public ByteCount LargestBody { get; init; } = new(128_000);

    /// <summary>Sessions at a time.</summary>
    public int Sessions { get; init; } = 64;

    /// <summary>Whether all this holds for clients on this machine as well: load tests and proxies live there.</summary>
    public bool IncludesLoopback { get; init; }
}
