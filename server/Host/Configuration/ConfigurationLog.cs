using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Configuration;

/// <summary>What is said about the configuration of a running server. Event ids from 20.</summary>
internal static partial class ConfigurationLog
{
    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "{Mistake}")]
    public static partial void Mistake(this ILogger log, ConfigurationMistake mistake);

    [LoggerMessage(EventId = 22, Level = LogLevel.Error, Message = "{File} has changed and is wrong: it is ignored until it is right")]
    public static partial void Ignored(this ILogger log, string file);

    [LoggerMessage(EventId = 23, Level = LogLevel.Information, Message = "{File} has changed: {Keys} applied")]
    public static partial void Applied(this ILogger log, string file, string keys);

    [LoggerMessage(EventId = 24, Level = LogLevel.Warning, Message = "{Keys} changed: takes effect when the server is started again")]
    public static partial void Waiting(this ILogger log, string keys);
}
