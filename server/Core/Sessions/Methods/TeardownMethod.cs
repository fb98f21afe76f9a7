using Streaming.Formats.Rtsp;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sessions.Methods;

/// <summary>TEARDOWN. RFC 2326 §10.7.</summary>
internal sealed class TeardownMethod(ServerSessionOptions options, Negotiator negotiator)
{
    /// <summary>Who knows the session and wants to leave may: a URI that fits nothing means the whole session; but parity goes with the
    /// stream it protects, so that whoever gives back everything one by one finds it gone.</summary>
    public RequestOutcome Answer(RequestContext context, FilmSession session)
    {
        SessionStream? stream = context.Target.Track is { } track ? session.Find(track) : null;
        if (context.Target.IsParity && stream?.Parity is null)
            return new RequestOutcome.Answer(Replies.Ok(context, options));
        Func<Instant, RequestOutcome.Answer> work = stream is not null && (context.Target.IsParity || session.Streams.Count > 1)
            ? now => Remove(context, session, stream, now)
            : now => Close(context, session, now);
        return session.State == SessionState.Playing ? new RequestOutcome.WhenQuiet(session, work) : work(context.Now);
    }

    private RequestOutcome.Answer Close(RequestContext context, FilmSession session, Instant now)
    {
        negotiator.Release(session.Id, now);
        session.Advance(RtspMethod.Teardown);
        return new(Replies.Ok(context, options), new SessionEffect.Closed(session, "torn down"));
    }

    /// <summary>The other streams go on from where they are.</summary>
    private RequestOutcome.Answer Remove(RequestContext context, FilmSession session, SessionStream stream, Instant now)
    {
        if (context.Target.IsParity)
            session.Unprotect(stream);
        else
            session.Remove(stream);
        if (session.Point is { } held && negotiator.Shrink(session.Bid(session.Asked, now), held, now) is { IsGranted: true } deal)
            session.Agree(deal, "a stream was torn down", now);
        RtspResponse response = Replies.Ok(context, options);
        if (session.State != SessionState.Playing)
            return new(response);
        session.Resume(now);
        return new(response, new SessionEffect.Started(session));
    }
}
