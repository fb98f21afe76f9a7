using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>A connection of a client, and the sessions it has used.</summary>
internal sealed class VirtualConnection(ConnectionFacts facts)
{
    private readonly List<SessionMailbox> _sessions = [];

    public ConnectionFacts Facts => facts;

    /// <summary>Those that still exist.</summary>
    public IReadOnlyList<SessionMailbox> Sessions => [.. _sessions.Where(session => !session.IsClosed)];

    public void Note(SessionMailbox? session)
    {
        if (session is not null && !_sessions.Contains(session))
            _sessions.Add(session);
    }
}
