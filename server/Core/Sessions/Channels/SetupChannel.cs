using System.Diagnostics.CodeAnalysis;
using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions.Channels;

/// <summary>SETUP of a lane of a channel, or of its parity: over its group, over UDP, or inside the connection. RFC 2326 §10.4.</summary>
internal sealed class SetupChannel(IChannels channels, ChannelRoom room, ServerSessionOptions options)
{
    public RequestOutcome.Answer Answer(RequestContext context)
    {
        if (context.Session is { } other && other.Path != context.Target.Title)
            return Refuse(context, RtspStatus.AggregateOperationNotAllowed, $"this session plays '{other.Path}'");
        if (!ChannelLookup.TryFind(channels, context, options, out ChannelSender? sender, out IPAddress? source, out var refusal))
            return refusal;
        ChannelSession? session = context.Session as ChannelSession;
        if (session is not null && session.Sender != sender)
            return Refuse(context, RtspStatus.MethodNotValidInThisState, "the channel has begun anew: so must its sessions");
        if (!TryFindLane(context, sender, out LaneStream? lane, out refusal) || !TryFree(context, session, lane, out refusal))
            return refusal;
        if (!TransportHeader.TryParse(context.Request.Headers["Transport"], out TransportHeader? offer, out ParseError error))
            return Refuse(context, RtspStatus.BadRequest, $"the Transport header: {error}");
        if (!AskedSpec.TryRead(context, session?.Agreement.Asked ?? FlowSpec.Nothing, out FlowSpec asked, out string wrong))
            return Refuse(context, RtspStatus.BadRequest, wrong);

        switch (Negotiation(context, session, lane, sender.Lineup.Settings, source).Choose(offer))
        {
            case TransportChoice.Refused refused:
                return Refuse(context, refused.Status, refused.Why);
            case TransportChoice.Accepted accepted:
                return session is null && context.SessionCount >= (context.SessionLimit ?? options.MaxSessions)
                    ? Refuse(context, RtspStatus.ServiceUnavailable, "as many sessions as this server takes are open")
                    : Join(context, session ?? new(sender, context), lane, accepted, asked);
            default:
                throw new InvalidOperationException("broken invariant: a transport is accepted or refused");
        }
    }

    /// <summary>The lane meant, by its number, or by the only one that the address chooses.</summary>
    private bool TryFindLane(
        RequestContext context,
        ChannelSender sender,
        [NotNullWhen(true)] out LaneStream? lane,
        [NotNullWhen(false)] out RequestOutcome.Answer? refusal)
    {
        (lane, refusal) = (null, null);
        MediaUri target = context.Target;
        int? number = target.Track;
        if (number is null)
        {
            if (!ChannelChoice.TryChoose(sender.Lineup, target.Query, false, out IReadOnlyList<Lane>? lanes, out string? missing))
                refusal = Refuse(context, RtspStatus.NotFound, missing);
            else if (lanes.Count > 1)
                refusal = Refuse(context, RtspStatus.AggregateOperationNotAllowed, "each stream is set up by its own URI");
            else
                number = lanes[0].Number;
        }

        lane = sender.Lanes.FirstOrDefault(one => one.Lane.Number == number);
        if (refusal is null && lane is null)
            refusal = Refuse(context, RtspStatus.NotFound, $"'{target.Title}' has no stream {number}");
        else if (target.IsParity && lane is { Parity: null })
            refusal = Refuse(context, RtspStatus.NotFound, $"stream {number} of '{target.Title}' has no parity");
        return refusal is null;
    }

    /// <summary>Parity is set up behind its lane; and what is being received already is torn down before it can come another way.</summary>
    private bool TryFree(
        RequestContext context, ChannelSession? session, LaneStream lane, [NotNullWhen(false)] out RequestOutcome.Answer? refusal)
    {
        int number = lane.Lane.Number;
        ChannelStream? media = session?.Find(number, isParity: false);
        bool isParity = context.Target.IsParity;
        refusal = isParity && media is null
                ? Refuse(context, RtspStatus.MethodNotValidInThisState, "parity is set up behind the stream it protects, in its session")
            : isParity && media?.Connection is not null
                ? Refuse(context, RtspStatus.UnsupportedTransport, "what comes over the connection needs no parity")
            : session is { State: SessionState.Playing } && session.Find(number, isParity) is not null
                ? Refuse(context, RtspStatus.MethodNotValidInThisState, "this stream is being received: tear it down first")
            : null;
        return refusal is null;
    }

    private TransportNegotiation Negotiation(
        RequestContext context, ChannelSession? session, LaneStream lane, ChannelSettings settings, IPAddress source)
    {
        bool isParity = context.Target.IsParity;
        HashSet<int> taken = [];
        foreach (ChannelStream stream in session?.Streams ?? [])
        {
            if (stream.Connection == context.Connection.Id && stream.Answer.Interleaved is { } pair && stream.Lane != lane.Lane)
                taken.UnionWith([pair.Rtp, pair.Rtcp]);
        }

        return new(context.Connection, options, taken)
        {
            IsUdpOnly = isParity,
            Group = new(
                isParity ? lane.Lane.Parity!.Value : lane.Lane.Group,
                settings.Group.TimeToLive,
                source,
                isParity ? lane.Parity!.Transport : lane.Sending.Transport),
        };
    }

    private RequestOutcome.Answer Join(
        RequestContext context, ChannelSession session, LaneStream lane, TransportChoice.Accepted accepted, FlowSpec asked)
    {
        bool isParity = context.Target.IsParity;
        StreamTransport? own = session.KnowsChannels && !isParity ? accepted.Own : null;
        TransportSpec answer = accepted.Answer with { Ssrc = isParity ? lane.Parity!.Identity.Ssrc : lane.Sending.Identity.Ssrc };
        ChannelStream stream = new(lane, isParity, context.Request.Uri, answer, accepted.Transport, accepted.Connection)
        {
            Membership = isParity ? null : new(
                session.Member, lane.Sending, accepted.Transport, own, RepairOffer.ResendType, context.Fresh.Resend),
        };
        ChannelStream? before = session.Find(lane.Lane.Number, isParity);
        ChannelStream[] streams = [.. session.Streams.Where(one => one != before), stream];
        if (room.Take(session, streams, stream, asked, context.Now) is { } refused)
            return Replies.NotEnough(context, options, refused);

        session.Replace(before, stream);
        if (before is not null && before.IsMulticast != stream.IsMulticast)
            room.Give(session, [before], context.Now);
        if (session.State != SessionState.Playing)
            session.Advance(RtspMethod.Setup);
        RtspResponse response = Replies.Ok(context, options, session);
        response.Headers.Add("Transport", answer.ToString());
        Replies.AddContract(response, session, room.Lease);
        return context.Session is null ? new(response, new SessionEffect.Opened(session)) : new(response);
    }

    private RequestOutcome.Answer Refuse(RequestContext context, int status, string why) => Replies.Refuse(context, options, status, why);
}
