using System.Net;
using Microsoft.Extensions.Logging;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Host.Control;

/// <summary>What the control plane says, one line per event. Ids 100 – 199.</summary>
/// <remarks>What strangers can cause at will is said in sums, at most one line for each sweep: nobody fills our disk by knocking.</remarks>
internal static partial class ControlLog
{
    [LoggerMessage(100, LogLevel.Debug, "connection {Id} from {Remote}")]
    public static partial void Connected(ILogger log, long id, IPEndPoint remote);

    [LoggerMessage(101, LogLevel.Debug, "connection {Id} from {Remote} is closed")]
    public static partial void Disconnected(ILogger log, long id, IPEndPoint remote);

    [LoggerMessage(102, LogLevel.Warning, "{Count} connections refused, the last from {Remote}: too many from there, or in all ({Open})")]
    public static partial void Refused(ILogger log, long count, IPEndPoint remote, int open);

    [LoggerMessage(103, LogLevel.Debug, "connection {Id} from {Remote} is cut: {Verdict}")]
    public static partial void Cut(ILogger log, long id, IPEndPoint remote, ReadVerdict verdict);

    [LoggerMessage(106, LogLevel.Information, "{Count} connections cut: silent, too slow or not reading")]
    public static partial void CutSome(ILogger log, long count);

    [LoggerMessage(104, LogLevel.Debug, "connection {Id} from {Remote} sent no RTSP message: {Error}")]
    public static partial void Malformed(ILogger log, long id, IPEndPoint remote, string error);

    [LoggerMessage(105, LogLevel.Debug, "connection {Id}: {Method} {Uri} is answered {Status}")]
    public static partial void Answered(ILogger log, long id, string method, string uri, int status);

    [LoggerMessage(110, LogLevel.Debug, "[session {Session}] opened for '{Title}' by {Client}")]
    public static partial void SessionOpened(ILogger log, string session, string title, IPEndPoint client);

    [LoggerMessage(112, LogLevel.Information, "[session {Session}] paused at {Position}")]
    public static partial void Paused(ILogger log, string session, MediaTime position);

    [LoggerMessage(113, LogLevel.Information, "[session {Session}] '{Title}' is played to its end")]
    public static partial void Ended(ILogger log, string session, string title);

    [LoggerMessage(114, LogLevel.Information, "[session {Session}] silent for {Seconds:0} s, media is held back")]
    public static partial void Muted(ILogger log, string session, double seconds);

    [LoggerMessage(115, LogLevel.Information, "[session {Session}] closed: {Reason}; {Packets} packets, {Bytes} sent")]
    public static partial void SessionClosed(ILogger log, string session, string reason, long packets, ByteCount bytes);

    /// <summary><c>receives 'channels/one' 720p en by multicast, 2 streams</c></summary>
    public static void Receiving(ILogger log, ChannelSession session)
    {
        if (!log.IsEnabled(LogLevel.Information))
            return;
        ChannelStream[] lanes = [.. session.Streams.Where(stream => !stream.IsParity)];
        string names = string.Join(' ', lanes.Select(stream => ChannelSession.NameOf(stream.Lane)));
        string ways = string.Join(" and ", lanes.Select(stream =>
            stream.IsMulticast ? "multicast" : stream.Connection is null ? "UDP" : "TCP").Distinct());
        int count = session.Streams.Count;
        Receiving(log, session.Id.Brief, session.Path, names, ways, count == 1 ? "1 stream" : $"{count} streams");
    }

    [LoggerMessage(116, LogLevel.Information, "[session {Session}] receives '{Channel}' {Lanes} by {Ways}, {Streams}")]
    private static partial void Receiving(ILogger log, string session, string channel, string lanes, string ways, string streams);

    [LoggerMessage(117, LogLevel.Information, "[session {Session}] has to leave {Lane}: {Reason}")]
    public static partial void Lost(ILogger log, string session, string lane, string reason);

    [LoggerMessage(118, LogLevel.Warning, "[channel {Channel}] {What}")]
    public static partial void Unreserved(ILogger log, string channel, string what);

    [LoggerMessage(120, LogLevel.Error, "a request could not be answered: {Method} {Uri}")]
    public static partial void RequestBroken(ILogger log, string method, string uri, Exception why);

    [LoggerMessage(121, LogLevel.Error, "the control plane failed")]
    public static partial void Broken(ILogger log, Exception why);

    /// <summary><c>playing 'film' 720p over UDP, 2 tracks, guaranteed 2.6 Mb/s</c></summary>
    public static void Playing(ILogger log, FilmSession session, Instant now)
    {
        if (!log.IsEnabled(LogLevel.Information))
            return;
        string transport = string.Join(" and ", session.Streams.Select(stream => stream.Connection is null ? "UDP" : "TCP").Distinct());
        int count = session.Point?.Streams.Count(choice => choice.Mode != StreamMode.Suspended) ?? session.Streams.Count;
        string from = session.Sending.Position(now) is { } at && at > MediaTime.Zero ? $" from {at}" : "";
        if (!session.Pace.IsNormal)
            from += session.Pace.IsRun ? $" at scale {session.Pace.Scale}" : $" at {session.Pace.Speed}";
        string point = session.Point is { } playing ? $" {playing.Name}" : "";
        string promise = session.Contract is { } contract
            ? $", {ServiceClassText.Format(contract.Class).Replace('-', ' ')} {contract.Traffic.Rate}"
            : "";
        if (session.Contract is { Protection.Count: > 0 } repaired)
            promise += $", parity {string.Join(' ', repaired.Protection)}";
        if (session.Contract is { Resend: { } share })
            promise += $", resends {RatioText.Format(share)}";
        Playing(log, session.Id.Brief, session.Title.Id, point, transport, count == 1 ? "1 track" : $"{count} tracks", promise, from);
    }

    [LoggerMessage(111, LogLevel.Information, "[session {Session}] playing '{Title}'{Point} over {Transport}, {Tracks}{Promise}{From}")]
    private static partial void Playing(
        ILogger log, string session, string title, string point, string transport, string tracks, string promise, string from);
}
