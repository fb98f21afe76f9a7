using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Channels;

/// <summary>What is said about channels, one line per event. Ids 300 – 329.</summary>
internal static partial class ChannelLog
{
    [LoggerMessage(300, LogLevel.Information, "[channel {Channel}] sent to {Group}: {Lanes} lanes, {Rate} at most")]
    public static partial void Started(ILogger log, string channel, string group, int lanes, BitRate rate);

    [LoggerMessage(301, LogLevel.Information, "[channel {Channel}] plays '{Title}', {Length} long")]
    public static partial void Plays(ILogger log, string channel, string title, string length);

    [LoggerMessage(302, LogLevel.Warning, "[channel {Channel}] plays '{Title}' {Seconds:0.000} s later than it should")]
    public static partial void PlaysLate(ILogger log, string channel, string title, double seconds);

    [LoggerMessage(303, LogLevel.Information, "[channel {Channel}] waits: {Why}")]
    public static partial void Waits(ILogger log, string channel, string why);

    [LoggerMessage(304, LogLevel.Information, "[channel {Channel}] ended: {Reason}; {Packets} packets, {Bytes} sent")]
    public static partial void Stopped(ILogger log, string channel, string reason, long packets, ByteCount bytes);

    [LoggerMessage(305, LogLevel.Error, "{Place}: channel '{Channel}': {Mistake}")]
    public static partial void Wrong(ILogger log, string place, string channel, string mistake);

    [LoggerMessage(306, LogLevel.Warning, "{Place}: channel '{Channel}': {Mistake}")]
    public static partial void Doubtful(ILogger log, string place, string channel, string mistake);

    [LoggerMessage(307, LogLevel.Error, "[channel {Channel}] cannot be sent: {Why}")]
    public static partial void NotSent(ILogger log, string channel, string why);

    [LoggerMessage(308, LogLevel.Information, "[channel {Channel}] goes on with another programme")]
    public static partial void Changed(ILogger log, string channel);

    [LoggerMessage(309, LogLevel.Warning, "[channel {Channel}] passes '{Title}' over: it cannot be read")]
    public static partial void PassedOver(ILogger log, string channel, string title);

    [LoggerMessage(313, LogLevel.Warning, "[channel {Channel}] '{Title}' cannot be read any more, and is silent until its end: {Why}")]
    public static partial void CutShort(ILogger log, string channel, string title, string why);

    [LoggerMessage(310, LogLevel.Error, "channels that were made by the API cannot be kept in {File}: {Why}")]
    public static partial void NotKept(ILogger log, string file, string why);

    [LoggerMessage(311, LogLevel.Error, "{File} cannot be read, so that channels made by the API before are lost: {Why}")]
    public static partial void NotRead(ILogger log, string file, string why);

    [LoggerMessage(312, LogLevel.Error, "the channels could not be looked after")]
    public static partial void Broken(ILogger log, Exception why);
}
