using System.Net;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>How a session stands, for operators.</summary>
/// <param name="Id">The short form, the same as in the log: the whole id would let its reader take the session over.</param>
/// <param name="Opened">Time of day.</param>
/// <param name="Agreement">What it was promised, and its ladder.</param>
public sealed record SessionSnapshot(
    string Id,
    string Title,
    IPEndPoint Client,
    string User,
    SessionState State,
    TimeSpan Position,
    DateTimeOffset Opened,
    Agreement Agreement,
    IReadOnlyList<StreamSnapshot> Streams)
{
    /// <param name="wall">The time of day at <paramref name="now"/>.</param>
    internal static SessionSnapshot Of(ServerSession session, Instant now, DateTimeOffset wall) => new(
        session.Id.Brief,
        session.Path,
        session.Client,
        session.User,
        session.State,
        MediaTime.Max(MediaTime.Zero, session.Position(now)) - MediaTime.Zero,
        wall - (now - session.Opened),
        session.Agreement,
        StreamSnapshot.Of(session));
}
