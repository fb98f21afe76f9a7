using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Telemetry;

/// <summary>A log that outlives whoever writes to it: disposing this leaves it open.</summary>
internal sealed class BorrowedLog(ILoggerProvider log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => log.CreateLogger(categoryName);

    public void Dispose()
    {
    }
}
