namespace Streaming.Server.Host.Configuration;

/// <summary>How many of everything. Who is already in stays in when a limit falls.</summary>
public sealed record LimitsSection
{
    public int Sessions { get; init; } = 10_000;

    /// <summary>RTSP connections in all; keep it below the number of open files the system allows.</summary>
    public int Connections { get; init; } = 10_000;

    /// <summary>RTSP connections from one address.</summary>
    public int ConnectionsPerAddress { get; init; } = 64;
}
