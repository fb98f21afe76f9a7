using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Configuration;

/// <summary>What is logged, and how it is written.</summary>
public sealed record LogSection
{
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>The least important level that is still written.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;
}
