namespace Streaming.Server.Host.Configuration;

/// <summary>The API, the metrics and the plain delivery of films.</summary>
public sealed record HttpSection
{
    /// <summary>0 = any free one.</summary>
    public int Port { get; init; } = 8080;
}
