using Streaming.Formats.Rtsp;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Sessions;

/// <summary>What becomes of a request.</summary>
public abstract record RequestOutcome
{
    private RequestOutcome()
    {
    }

    /// <summary>The answer, and what the shell does: sessions are opened before the answer is sent, the rest follows it.</summary>
    public sealed record Answer(RtspResponse Response, params IReadOnlyList<SessionEffect> Effects) : RequestOutcome;

    /// <summary>
    /// The request is in order but touches what a send loop owns. When no packet of the session can leave any more, the shell calls
    /// <paramref name="Then"/> with the time of that moment, and has its answer.
    /// </summary>
    public sealed record WhenQuiet(FilmSession Session, Func<Instant, Answer> Then) : RequestOutcome;

    /// <summary>
    /// The request is in order but touches what the channel's send loop owns. The shell has <paramref name="Then"/> called there; its
    /// answer leaves, and streams of the session that are sent to it alone are, from the very next packet on. Where the channel is sent no
    /// more, <paramref name="Otherwise"/> is the answer.
    /// </summary>
    public sealed record WhenSending(ChannelSession Session, Func<Instant, Answer> Then, Answer Otherwise) : RequestOutcome;
}
