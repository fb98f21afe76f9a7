using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Telemetry;

/// <summary>One thing that happened, ready to be written for people or machines.</summary>
/// <param name="Fields">The named values of the message, for machines.</param>
internal sealed record LogEvent(
    DateTimeOffset Time,
    LogLevel Level,
    string Area,
    EventId Id,
    string Message,
    IReadOnlyList<KeyValuePair<string, object?>> Fields,
    Exception? Exception);
