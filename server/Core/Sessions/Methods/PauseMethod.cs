using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Server.Sessions.Methods;

/// <summary>PAUSE. RFC 2326 §10.6.</summary>
internal sealed class PauseMethod(ServerSessionOptions options)
{
    public RequestOutcome Answer(RequestContext context, FilmSession session)
    {
        if (Aggregates.Refuse(context, session, options) is { } refusal)
            return refusal;
        return session.State == SessionState.Playing
            ? new RequestOutcome.WhenQuiet(session, now => Pause(context, session, now))
            : Pause(context, session, context.Now);
    }

    private RequestOutcome.Answer Pause(RequestContext context, FilmSession session, Instant now)
    {
        bool wasPlaying = session.State == SessionState.Playing;
        session.Advance(RtspMethod.Pause);
        RtspResponse response = Replies.Ok(context, options);
        response.Headers.Add("Range", RangeHeader.Npt(session.Sending.Position(now), null).ToString());
        return wasPlaying ? new(response, new SessionEffect.Paused(session)) : new(response);
    }
}
