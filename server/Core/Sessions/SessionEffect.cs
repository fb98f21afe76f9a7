using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Sessions;

/// <summary>What the shell does on behalf of a session.</summary>
public abstract record SessionEffect
{
    private SessionEffect()
    {
    }

    /// <summary>It exists from now on and can be found by its id.</summary>
    public sealed record Opened(ServerSession Session) : SessionEffect;

    /// <summary>Its media begins to leave, behind the answer.</summary>
    public sealed record Started(FilmSession Session) : SessionEffect;

    /// <summary>Its media has stopped.</summary>
    public sealed record Paused(FilmSession Session) : SessionEffect;

    /// <summary>It plays, and goes on under another contract: what leaves changes at the next key picture common to both
    /// renditions.</summary>
    /// <remarks>Delivery says when it has, and the shell then calls <see cref="ServerSession.Apply"/>.</remarks>
    public sealed record Changed(FilmSession Session, OperatingPoint Point, Contract Contract, string Reason) : SessionEffect;

    /// <summary>It receives these no more: they are not sent to it, nor anything for them to it alone.</summary>
    public sealed record Left(ChannelSession Session, IReadOnlyList<ChannelStream> Streams) : SessionEffect;

    /// <summary>It is over: its streams say goodbye and what it holds is released.</summary>
    public sealed record Closed(ServerSession Session, string Reason) : SessionEffect;
}
