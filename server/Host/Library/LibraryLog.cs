using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Library;

/// <summary>What the library says, a line for each event.</summary>
internal static partial class LibraryLog
{
    [LoggerMessage(4001, LogLevel.Information, "'{Title}' is ready: {Tracks} tracks, {Seconds:0.0} s, from {Source}")]
    public static partial void Ready(ILogger logger, string title, int tracks, double seconds, string source);

    [LoggerMessage(4002, LogLevel.Information, "'{Title}': {Note}")]
    public static partial void Noted(ILogger logger, string title, string note);

    [LoggerMessage(4003, LogLevel.Warning, "{Source}: {Why}")]
    public static partial void Refused(ILogger logger, string source, string why);

    [LoggerMessage(4004, LogLevel.Information, "'{Title}' is gone: {Source} was removed")]
    public static partial void Gone(ILogger logger, string title, string source);

    [LoggerMessage(4005, LogLevel.Information, "importing {Source}")]
    public static partial void Begun(ILogger logger, string source);

    [LoggerMessage(4006, LogLevel.Warning, "{Folder} cannot be watched, it is looked through every {Seconds:0} s instead: {Why}")]
    public static partial void NotWatched(ILogger logger, string folder, double seconds, string why);

    [LoggerMessage(4007, LogLevel.Warning, "'{Title}' could not be opened and is made anew: {Why}")]
    public static partial void Damaged(ILogger logger, string title, string why);

    [LoggerMessage(4008, LogLevel.Warning, "the library could not be looked through: {Why}")]
    public static partial void ScanFailed(ILogger logger, string why);
}
