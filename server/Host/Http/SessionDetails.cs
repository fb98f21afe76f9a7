using System.Text.Json;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Http;

/// <summary>One viewer of one title.</summary>
/// <param name="Id">The short id, as in the log. The whole one is the viewer's secret: whoever knows it may steer the session.</param>
/// <param name="Client">Address and port of the connection that opened it.</param>
/// <param name="State">init, ready (set up or paused), playing or ended.</param>
/// <param name="PositionSeconds">In the film.</param>
/// <param name="Contract">The latest it was granted; null before the first.</param>
/// <param name="Points">Its ladder: what it may be moved to, the best first.</param>
/// <param name="Verdict">Whether its contract is kept; null before it was measured.</param>
/// <param name="SentBitsPerSecond">In the last second, all headers from IP upwards included.</param>
internal sealed record SessionDetails(
    string Id,
    string Title,
    string Client,
    string User,
    string State,
    DateTimeOffset OpenedAt,
    double PositionSeconds,
    IReadOnlyList<SessionStreamDetails> Streams,
    ContractDetails? Contract,
    IReadOnlyList<string> Points,
    VerdictDetails? Verdict,
    long? SentBitsPerSecond,
    DateTimeOffset? EndedAt,
    string? EndReason)
{
    /// <param name="monitor">Null before it has a contract.</param>
    public static SessionDetails Of(SessionSnapshot session, SessionMonitor? monitor, Instant now) => Of(session) with
    {
        Verdict = monitor is null ? null : VerdictDetails.Of(monitor.Verdict(now)),
        SentBitsPerSecond = monitor?.Used.BitsPerSecond,
    };

    public static SessionDetails Of(EndedSession ended) => Of(ended.Last) with
    {
        State = "ended",
        Verdict = VerdictDetails.Of(ended.Verdict),
        EndedAt = ended.At,
        EndReason = ended.Reason,
    };

    private static SessionDetails Of(SessionSnapshot session) => new(
        session.Id,
        session.Title,
        session.Client.ToString(),
        session.User,
        JsonNamingPolicy.CamelCase.ConvertName(session.State.ToString()),
        session.Opened,
        Math.Round(session.Position.TotalSeconds, 3),
        [.. session.Streams.Select(SessionStreamDetails.Of)],
        session.Agreement.Latest is { } latest ? ContractDetails.Of(latest) : null,
        [.. session.Agreement.Points.Select(point => point.Name)],
        null,
        null,
        null,
        null);
}
