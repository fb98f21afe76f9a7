using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions.Methods;

/// <summary>PLAY: begin, go on, or seek. RFC 2326 §10.5.</summary>
internal sealed class PlayMethod(ServerSessionOptions options, Negotiator negotiator)
{
    public RequestOutcome Answer(RequestContext context, ServerSession session)
    {
        if (Aggregates.Refuse(context, session, options) is { } refusal)
            return refusal;
        if (ReadRange(context, session, out MediaTime? from, out MediaTime? to) is { } wrong)
            return wrong;
        if (Rates(context) is not { } rates)
            return Replies.Refuse(context, options, RtspStatus.BadRequest, "Scale and Speed are decimal numbers other than 0");

        if (Reaffirm(context, session, out ContractChange? change) is { } refused)
            return refused;
        if (session.State != SessionState.Playing)
            return Play(context, session, rates, from, to, context.Now);

        // Without a range, or from now on, there is nothing to change: a sign of life. RFC 2326 §10.5.
        if (from is not null || to is not null)
            return new RequestOutcome.WhenQuiet(session, now => Play(context, session, rates, from, to, now));
        RtspResponse response = Respond(context, rates, session.Sending.Position(context.Now), session);
        return change is null
            ? new RequestOutcome.Answer(response)
            : new RequestOutcome.Answer(response, new SessionEffect.Changed(session, change.Point, change.Contract, change.Reason));
    }

    /// <summary>What is about to be sent is reserved: another contract where one is asked for, and again where the lease has run out in a
    /// long pause.</summary>
    private RequestOutcome.Answer? Reaffirm(RequestContext context, ServerSession session, out ContractChange? change)
    {
        change = null;
        if (!AskedSpec.TryRead(context, session.Asked, out FlowSpec asked, out string wrong))
            return Replies.Refuse(context, options, RtspStatus.BadRequest, wrong);
        // Said again is not asked again: what is in force stays, and its number.
        bool isWish = AskedSpec.IsIn(context.Request) && !asked.Equals(session.Asked);
        if (!isWish && negotiator.Refresh(session.Id, context.Now))
            return null;
        Deal deal = negotiator.Reserve(session.Bid(asked, context.Now), context.Now);
        if (!deal.IsGranted)
            return Replies.NotEnough(context, options, deal);
        change = session.Agree(deal, isWish ? "the client asked for it" : "the reservation had run out", context.Now);
        return null;
    }

    private RequestOutcome.Answer Play(
        RequestContext context,
        ServerSession session,
        IReadOnlyList<(string Name, string Value)> rates,
        MediaTime? from,
        MediaTime? to,
        Instant now)
    {
        // Played to its end and not told where to go on: again from the beginning. Behind the end there is nothing to resume.
        MediaTime? start = from ?? (session.IsPlayedOut ? MediaTime.Zero : null);
        PlayPoint point = session.Prepare(start, to, now);
        session.Until = to;
        session.Advance(RtspMethod.Play);

        RtspResponse response = Respond(context, rates, point.Start, session);
        response.Headers.Add("RTP-Info", new RtpInfoHeader([.. session.Streams.Select(stream => Describe(stream, point))]).ToString());
        return new(response, new SessionEffect.Started(session));
    }

    /// <remarks>
    /// An end that was not asked for is left open: the description says how long the film is. GStreamer cuts at a closed end, by a clock
    /// that begins with the first packet: the priming of the sound would cost it as much of the film's last moment.
    /// </remarks>
    private RtspResponse Respond(
        RequestContext context, IReadOnlyList<(string Name, string Value)> rates, MediaTime start, ServerSession session)
    {
        RtspResponse response = Replies.Ok(context, options);
        MediaTime film = MediaTime.Zero + session.Title.Duration;
        MediaTime? end = session.Until is { } until && until < film ? until : null;
        response.Headers.Add("Range", RangeHeader.Npt(start, end).ToString());
        Replies.AddContract(response, session, negotiator.LeaseWithin(options.Timeout));
        foreach ((string name, string value) in rates)
            response.Headers.Add(name, value);
        return response;
    }

    private static RtpInfoEntry Describe(SessionStream stream, PlayPoint point)
    {
        StreamPoint first = point.Streams.First(one => one.Stream == stream.Sending);
        return new(stream.Url, first.First, first.AtStart);
    }

    /// <summary>Null times are open ends.</summary>
    private RequestOutcome.Answer? ReadRange(RequestContext context, ServerSession session, out MediaTime? from, out MediaTime? to)
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
        MediaTime earliest = range.IsNow ? session.Sending.Position(context.Now) : range.Start ?? MediaTime.Zero;
        if (earliest > end || range.End <= earliest)
        {
            string whole = RangeHeader.Npt(MediaTime.Zero, end).ToString();
            return Replies.Refuse(context, options, RtspStatus.InvalidRange, $"'{session.Title.Id}' can be played in {whole}");
        }

        from = range.IsNow ? null : earliest;
        to = range.End;
        return null;
    }

    /// <summary>Film runs at its own speed only, and whoever asks for another one is told so. RFC 2326 §12.34, §12.35. Null: not
    /// numbers.</summary>
    private static List<(string Name, string Value)>? Rates(RequestContext context)
    {
        List<(string Name, string Value)> rates = [];
        if (context.Request.Headers["Scale"] is { } scale)
        {
            if (!ScaleHeader.TryParse(scale, out _, out _))
                return null;
            rates.Add(("Scale", new ScaleHeader(1).ToString()));
        }

        if (context.Request.Headers["Speed"] is { } speed)
        {
            if (!SpeedHeader.TryParse(speed, out _, out _))
                return null;
            rates.Add(("Speed", new SpeedHeader(1).ToString()));
        }

        return rates;
    }
}
