using System.Text.Json;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Http;

/// <summary>One viewer of one title.</summary>
/// <param name="Id">The short id, as in the log. The whole one is the viewer's secret: whoever knows it may steer the session.</param>
/// <param name="Client">Address and port of the connection that opened it.</param>
/// <param name="State">init, ready (set up or paused) or playing.</param>
/// <param name="PositionSeconds">In the film.</param>
internal sealed record SessionDetails(
    string Id,
    string Title,
    string Client,
    string User,
    string State,
    DateTimeOffset OpenedAt,
    double PositionSeconds,
    IReadOnlyList<SessionStreamDetails> Streams)
{
    public static SessionDetails Of(SessionSnapshot session) => new(
        session.Id,
        session.Title,
        session.Client.ToString(),
        session.User,
        JsonNamingPolicy.CamelCase.ConvertName(session.State.ToString()),
        session.Opened,
        Math.Round(session.Position.TotalSeconds, 3),
        [.. session.Streams.Select(SessionStreamDetails.Of)]);
}
