namespace Streaming.Server.Host.Configuration;

/// <summary>How many of everything. Who is already in stays in when a limit falls.</summary>
public sealed record LimitsSection
{
    public int Sessions { get; init; } = 10_000;

    /// <summary>From one address.</summary>
    public int SessionsPerAddress { get; init; } = 64;

    /// <summary>RTSP connections in all; keep it below the number of open files the system allows.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>RTSP connections from one address.</summary>
    public int ConnectionsPerAddress { get; init; } = 64;

    /// <summary>RTSP requests from one address; twice as many at once.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Bodies of RTSP requests from one address; twice the largest body at once.</summary>
    public ByteCount BodyBytesPerSecond { get; init; } = new(64_000);

    /// <summary>Multicast channels, those made by the API included.</summary>
    public int Channels { get; init; } = 32;

    /// <summary>RTP packets that all contracts together may ask of this machine; two thirds of what one core has been seen to
    /// send.</summary>
    public int PacketsPerSecond { get; init; } = 400_000;

    /// <summary>What all sessions together may hold.</summary>
    public ByteCount Memory { get; init; } = new(1_000_000_000);

    /// <summary>What all sessions together may read from the disk; zero: as much as they like, since films that are watched lie in
    /// memory.</summary>
    public BitRate DiskRate { get; init; }
}
