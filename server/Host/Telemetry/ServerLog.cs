using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Telemetry;

/// <summary>What is said about the server as a whole. Event ids from 1.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "serving at {Rtsp} and {Http}, media from UDP port {RtpPort}")]
    public static partial void Serving(this ILogger log, string rtsp, string http, int rtpPort);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "'{Title}' can be played at {Rtsp}")]
    public static partial void Ready(this ILogger log, string title, string rtsp);
}
