using System.Net;
using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Announcing;

/// <summary>What is said of announcements, a line for each event.</summary>
internal static partial class AnnouncementLog
{
    [LoggerMessage(7001, LogLevel.Information, "channel '{Channel}' is announced to {Scope}")]
    public static partial void Announced(ILogger logger, string channel, IPEndPoint scope);

    [LoggerMessage(7002, LogLevel.Warning, "'{Channel}' is not announced: its description takes more than a packet, or {Most} are already")]
    public static partial void Refused(ILogger logger, string channel, int most);

    [LoggerMessage(7003, LogLevel.Warning, "announcements to {Scope} do not leave, and are tried again: {Why}")]
    public static partial void NotSent(ILogger logger, IPEndPoint scope, string why);

    [LoggerMessage(7004, LogLevel.Information, "announcements to {Scope} leave again")]
    public static partial void SentAgain(ILogger logger, IPEndPoint scope);

    [LoggerMessage(7005, LogLevel.Warning, "how much others announce to {Scope} is not heard: {Why}")]
    public static partial void NotHeard(ILogger logger, IPEndPoint scope, string why);
}
