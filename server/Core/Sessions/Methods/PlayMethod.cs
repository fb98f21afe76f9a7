using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions.Methods;

/// <summary>PLAY: begin, go on, seek, or go through the film at another pace. RFC 2326 §10.5.</summary>
internal sealed class PlayMethod(ServerSessionOptions options, Negotiator negotiator)
{
    public RequestOutcome Answer(RequestContext context, FilmSession session)
    {
        if (Aggregates.Refuse(context, session, options) is { } refusal)
            return refusal;
        if (!PlayTerms.TryRead(context.Request, out PlayTerms terms))
            return Replies.Refuse(context, options, RtspStatus.BadRequest, "Scale and Speed are decimal numbers other than 0");
        PlayPace pace = Asked(context, session, terms);
        if (ReadRange(context, session, pace.Scale < 0, out MediaTime? from, out MediaTime? to) is { } wrong)
            return wrong;

        if (Reaffirm(context, session, ref pace, out ContractChange? change) is { } refused)
            return refused;
        PlayWish wish = new(from, to) { Pace = pace, Style = terms.Style ?? SeekStyle.RandomAccessPoint };
        if (session.State != SessionState.Playing)
            return Play(context, session, terms, wish, context.Now);

        // Without a range, or from now on, and at the same pace there is nothing to change: a sign of life. RFC 2326 §10.5.
        if (from is not null || to is not null || pace != session.Pace)
            return new RequestOutcome.WhenQuiet(session, now => Play(context, session, terms, wish, now));
        RtspResponse response = Respond(context, terms, session.Sending.Position(context.Now), session);
        return change is null
            ? new RequestOutcome.Answer(response)
            : new RequestOutcome.Answer(response, new SessionEffect.Changed(session, change.Point, change.Contract, change.Reason));
    }

    /// <summary>The pace asked for: what a PLAY does not name is as usual, but one that names nothing at all leaves it as it
    /// is.</summary>
    private static PlayPace Asked(RequestContext context, FilmSession session, PlayTerms terms)
    {
        bool saysNothing = terms is { Scale: null, Speed: null } && !context.Request.Headers.Contains("Range");
        return saysNothing && session.State == SessionState.Playing ? session.Pace : terms.Pace(session.Sending.CanRun);
    }

    /// <summary>What is about to be sent is reserved: another contract where one is asked for, or takes another speed, and again where the
    /// lease has run out in a long pause.</summary>
    /// <param name="pace">Afterwards, what there is room for.</param>
    private RequestOutcome.Answer? Reaffirm(
        RequestContext context, FilmSession session, ref PlayPace pace, out ContractChange? change)
    {
        change = null;
        if (!AskedSpec.TryRead(context, session.Asked, out FlowSpec asked, out string wrong))
            return Replies.Refuse(context, options, RtspStatus.BadRequest, wrong);

        // Said again is not asked again: what is in force stays, and its number.
        bool isWish = AskedSpec.IsIn(context.Request) && !asked.Equals(session.Asked);
        bool isHeld = negotiator.Refresh(session.Id, context.Now);
        PlaySpeed before = session.Agreement.Speed, speed = PlaySpeed.Max(pace.Speed, PlaySpeed.Normal);
        if (!isWish && isHeld && speed == before)
            return null;
        Bid bid = session.Bid(asked, context.Now) with { Speed = speed };
        Deal deal = negotiator.ReserveFastest(bid, isHeld ? before : null, context.Now);
        if (!deal.IsGranted)
            return Replies.NotEnough(context, options, deal);
        pace = new(pace.Scale, PlaySpeed.Min(pace.Speed, deal.Speed));
        string reason = isWish ? "the client asked for it" : isHeld ? $"played at {deal.Speed}" : "the reservation had run out";
        change = session.Agree(deal, reason, context.Now);
        return null;
    }

    private RequestOutcome.Answer Play(RequestContext context, FilmSession session, PlayTerms terms, PlayWish wish, Instant now)
    {
        // Played to its end and not told where to go on: again from the beginning. Behind the end there is nothing to resume.
        MediaTime? start = wish.From ?? (session.IsPlayedOut && wish.Pace.Scale > 0 ? MediaTime.Zero : null);
        PlayPoint point = session.Prepare(wish with { From = start }, now);
        session.Advance(RtspMethod.Play);

        RtspResponse response = Respond(context, terms, point.Start, session);
        response.Headers.Add("RTP-Info", new RtpInfoHeader([.. session.Streams.SelectMany(stream => Describe(stream, point))]).ToString());
        return new(response, new SessionEffect.Started(session));
    }

    /// <remarks>
    /// An end that was not asked for is left open: the description says how long the film is. GStreamer cuts at a closed end, by a clock
    /// that begins with the first packet: the priming of the sound would cost it as much of the film's last moment.
    /// </remarks>
    private RtspResponse Respond(RequestContext context, PlayTerms terms, MediaTime start, FilmSession session)
    {
        RtspResponse response = Replies.Ok(context, options);
        MediaTime film = MediaTime.Zero + session.Title.Duration;
        MediaTime? end = session.Until is { } until && until < film ? until : null;
        response.Headers.Add("Range", RangeHeader.Npt(start, end).ToString());
        Replies.AddContract(response, session, negotiator.LeaseWithin(options.Timeout));
        terms.Answer(response, session.Pace);
        return response;
    }

    /// <summary>Parity has the stamps of what it protects.</summary>
    private static IEnumerable<RtpInfoEntry> Describe(SessionStream stream, PlayPoint point)
    {
        StreamPoint first = point.Streams.First(one => one.Stream == stream.Sending);
        yield return new(stream.Url, first.First, first.AtStart);
        if (stream.Parity is { } parity)
            yield return new(parity.Url, parity.Sending.Next, first.AtStart);
    }

    /// <summary>Null times are open ends.</summary>
    /// <param name="isBackwards">It begins at its later end. RTSP 2.0 writes ranges that way round, RFC 2326 does not say.</param>
    private RequestOutcome.Answer? ReadRange(
        RequestContext context, FilmSession session, bool isBackwards, out MediaTime? from, out MediaTime? to)
    {
        (from, to) = (null, null);
        if (context.Request.Headers["Range"] is not { } text)
            return null;
        if (!RangeHeader.TryParse(text, out RangeHeader? range, out ParseError error))
        {
            int status = error.Fault == ParseFault.TooLarge ? RtspStatus.InvalidRange : RtspStatus.BadRequest;
            return Replies.Refuse(context, options, status, $"the Range header: {error}");
        }

        if (range.Unit != RangeUnit.Npt)
            return Replies.Refuse(context, options, RtspStatus.NotImplemented, "ranges are given in normal play time: npt=");
        MediaTime end = MediaTime.Zero + session.Title.Duration;
        MediaTime open = isBackwards ? end : MediaTime.Zero;
        MediaTime first = range.IsNow ? session.Sending.Position(context.Now) : range.Start ?? open;
        if (first > end || (isBackwards ? range.End >= first : range.End <= first))
        {
            string whole = (isBackwards ? RangeHeader.Npt(end, MediaTime.Zero) : RangeHeader.Npt(MediaTime.Zero, end)).ToString();
            return Replies.Refuse(context, options, RtspStatus.InvalidRange, $"'{session.Title.Id}' can be played in {whole}");
        }

        from = range.IsNow ? null : first;
        to = range.End;
        return null;
    }
}
