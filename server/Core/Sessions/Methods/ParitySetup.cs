using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions.Methods;

/// <summary>SETUP of a stream of parity: behind that of the stream it protects, in the same session, over UDP. RFC 8627, RFC 2326
/// §10.4.</summary>
internal sealed class ParitySetup(ServerSessionOptions options, Negotiator negotiator)
{
    public RequestOutcome.Answer Answer(RequestContext context)
    {
        MediaUri target = context.Target;
        if (context.Film is not { } session || session.Title.Id != target.Title || session.Find(target.Track!.Value) is not { } stream)
            return Refuse(context, RtspStatus.MethodNotValidInThisState, "parity is set up behind the stream it protects, in its session");
        if (!TransportHeader.TryParse(context.Request.Headers["Transport"], out TransportHeader? offer, out ParseError error))
            return Refuse(context, RtspStatus.BadRequest, $"the Transport header: {error}");
        if (!AskedSpec.TryRead(context, session.Asked, out FlowSpec asked, out string wrong))
            return Refuse(context, RtspStatus.BadRequest, wrong);
        if (stream.Connection is not null)
            return Refuse(context, RtspStatus.UnsupportedTransport, "what comes over the connection needs no parity");
        if (!stream.Setup.CanResend)
        {
            string address = $"{MediaUri.TrackPrefix}{stream.Track.Id}?{RepairOffer.Name}={RepairOffer.Plain}";
            return Refuse(context, RtspStatus.MethodNotValidInThisState, $"packets leave no room for parity: set up {address} first");
        }

        return new TransportNegotiation(context.Connection, options, new HashSet<int>()) { IsUdpOnly = true }.Choose(offer) switch
        {
            TransportChoice.Refused refused => Refuse(context, refused.Status, refused.Why),
            TransportChoice.Accepted accepted => Join(context, session, stream, accepted, asked),
            _ => throw new InvalidOperationException("broken invariant: a transport is accepted or refused"),
        };
    }

    private RequestOutcome.Answer Join(
        RequestContext context, FilmSession session, SessionStream stream, TransportChoice.Accepted accepted, FlowSpec asked)
    {
        StreamSetup setup = stream.Setup with { HasParity = true };
        bool isSaid = context.Request.Headers.Contains(AskedSpec.Header);
        FlowSpec wish = isSaid ? asked : UsualRepair.Protecting(asked, setup, session.Title.Duration);
        StreamSetup[] streams = [.. session.Streams.Select(one => one == stream ? setup : one.Setup)];
        Deal deal = negotiator.Reserve(session.Bid(streams, wish, stream.Track.Id, context.Now), context.Now);
        if (deal.Answer is ReservationAnswer.Refused)
            return Replies.NotEnough(context, options, deal);

        if (stream.Parity is not null)
            session.Sending.Unprotect(stream.Sending);
        RepairStream parity = session.Sending.Protect(
            stream.Sending, RepairOffer.ParityType, context.Fresh.Stream, accepted.Transport);
        TransportSpec answer = accepted.Answer with { Ssrc = context.Fresh.Stream.Ssrc };
        session.Replace(stream, stream with { Setup = setup, Parity = new(parity, context.Request.Uri, answer) });
        session.Agree(deal, "parity was set up", context.Now);
        session.Advance(RtspMethod.Setup);

        RtspResponse response = Replies.Ok(context, options, session);
        response.Headers.Add("Transport", answer.ToString());
        Replies.AddContract(response, session, negotiator.LeaseWithin(options.Timeout));
        return new(response);
    }

    private RequestOutcome.Answer Refuse(RequestContext context, int status, string why) => Replies.Refuse(context, options, status, why);
}
