using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Catalogue;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions.Methods;

/// <summary>SETUP: one stream joins a session, the first one makes it. RFC 2326 §10.4.</summary>
internal sealed class SetupMethod(ICatalogue catalogue, ServerSessionOptions options, Negotiator negotiator)
{
    // Below this, headers outweigh media: 40 bytes of IP, UDP and RTP would be more than an eighth.
    private const int SmallestPacket = 332;

    private readonly ParitySetup _parity = new(options, negotiator);

    public RequestOutcome.Answer Answer(RequestContext context)
    {
        if (context.Target.IsParity)
            return _parity.Answer(context);
        if (!TryFind(context, out Track? track, out RequestOutcome.Answer? refusal))
            return refusal;
        if (!TransportHeader.TryParse(context.Request.Headers["Transport"], out TransportHeader? offer, out ParseError error))
            return Refuse(context, RtspStatus.BadRequest, $"the Transport header: {error}");
        if (!AskedSpec.TryRead(context, context.Film?.Asked ?? FlowSpec.Nothing, out FlowSpec asked, out string wrong))
            return Refuse(context, RtspStatus.BadRequest, wrong);

        if (!InterleaveChoice.TryRead(context.Target.Query, out _))
            return Refuse(context, RtspStatus.BadRequest, InterleaveChoice.Values);

        SessionStream? replaced = context.Film?.Find(track.Id);
        TransportNegotiation negotiation = new(context.Connection, options, ChannelsTaken(context, replaced));
        switch (negotiation.Choose(offer))
        {
            case TransportChoice.Refused refused:
                return Refuse(context, refused.Status, refused.Why);
            case TransportChoice.Accepted accepted:
                return TryOpen(context, track.Id, out FilmSession? session, out refusal)
                    ? Join(context, session, track.Id, replaced, accepted, asked)
                    : refusal;
            default:
                throw new InvalidOperationException("broken invariant: a transport is accepted or refused");
        }
    }

    /// <summary>The track meant.</summary>
    private bool TryFind(
        RequestContext context, [NotNullWhen(true)] out Track? track, [NotNullWhen(false)] out RequestOutcome.Answer? refusal)
    {
        (track, refusal) = (null, null);
        MediaUri target = context.Target;
        if (Titles.Find(catalogue, target.Title) is not { } title)
        {
            refusal = Titles.NotFound(context, catalogue, options);
        }
        else if (context.Session is { } session && session.Path != title.Id)
        {
            // A session has one title. RFC 2326 §10.4 has this status for a SETUP that cannot join one.
            refusal = Refuse(context, RtspStatus.AggregateOperationNotAllowed, $"this session plays '{session.Path}'");
        }
        else if (target.Track is { } number)
        {
            track = title.Tracks.FirstOrDefault(one => one.Id == number);
            refusal = track is null ? Refuse(context, RtspStatus.NotFound, $"'{title.Id}' has no track {number}") : null;
        }
        else if (!TrackSelection.TryChoose(title, target.Query, out IReadOnlyList<Track>? tracks, out string? missing))
        {
            refusal = Refuse(context, RtspStatus.NotFound, missing);
        }
        else
        {
            track = tracks[0];
            refusal = tracks.Count == 1
                ? null
                : Refuse(context, RtspStatus.AggregateOperationNotAllowed, "each stream is set up by its own URI");
        }

        return refusal is null;
    }

    /// <summary>The session of the request, or a new one around the film.</summary>
    private bool TryOpen(
        RequestContext context,
        int track,
        [NotNullWhen(true)] out FilmSession? session,
        [NotNullWhen(false)] out RequestOutcome.Answer? refusal)
    {
        session = context.Film;
        refusal = null;
        if (session is not null)
            return true;
        if (context.SessionCount >= (context.SessionLimit ?? options.MaxSessions))
        {
            refusal = Refuse(context, RtspStatus.ServiceUnavailable, "as many sessions as this server takes are open");
            return false;
        }

        OpenTitle? film = catalogue.Open(context.Target.Title);
        if (film?.Index.Find(track) is null)
        {
            // Removed or replaced since it was found.
            film?.Dispose();
            refusal = Titles.NotFound(context, catalogue, options);
            return false;
        }

        session = new(film, context, options.CanonicalName);
        return true;
    }

    private RequestOutcome.Answer Join(
        RequestContext context,
        FilmSession session,
        int trackId,
        SessionStream? replaced,
        TransportChoice.Accepted accepted,
        FlowSpec asked)
    {
        if (session.Index(trackId) is not { } stored)
            return Titles.NotFound(context, catalogue, options);
        _ = InterleaveChoice.TryRead(context.Target.Query, out InterleavingPattern? pattern);
        TrackIndex index = InterleaveChoice.Apply(stored, pattern);

        bool isRepaired = accepted.Connection is null && RepairOffer.In(context.Target).Length > 0;
        int largest = PacketSize(context, asked, isRepaired, out bool isAsked);
        StreamSetup setup = new(index, IsNamed(context), largest) { CanResend = isRepaired };
        if (isRepaired && !context.Request.Headers.Contains(AskedSpec.Header))
            asked = UsualRepair.Resending(asked);
        StreamSetup[] streams = [.. session.Streams.Where(stream => stream != replaced).Select(stream => stream.Setup), setup];
        Deal deal = negotiator.Reserve(session.Bid(streams, asked, trackId, context.Now), context.Now);
        if (deal.Answer is ReservationAnswer.Refused)
        {
            if (context.Film is null)
                session.Release();
            return Replies.NotEnough(context, options, deal);
        }

        if (replaced is not null)
            session.Remove(replaced);
        byte payloadType = SdpOffer.PayloadType(session.Title, index.Track);
        SendStream sending = session.Sending.Add(
            index, session.Film(trackId), payloadType, context.Fresh.Stream, largest, accepted.Transport);
        if (isRepaired)
            session.Sending.AllowResend(sending, RepairOffer.ResendType, context.Fresh.Resend);
        TransportSpec answer = accepted.Answer with { Ssrc = context.Fresh.Stream.Ssrc };
        session.Add(new(setup, sending, context.Request.Uri, answer, accepted.Connection));
        session.Agree(deal, "a stream was set up", context.Now);
        session.Advance(RtspMethod.Setup);

        RtspResponse response = Replies.Ok(context, options, session);
        response.Headers.Add("Transport", answer.ToString());
        if (isAsked)
            response.Headers.Add("Blocksize", $"{largest - RtpHeader.Size}");
        Replies.AddContract(response, session, negotiator.LeaseWithin(options.Timeout));
        return context.Film is null ? new(response, new SessionEffect.Opened(session)) : new(response);
    }

    /// <summary>The address says which rendition: the description puts it there for whoever has chosen one.</summary>
    private static bool IsNamed(RequestContext context) => !string.IsNullOrEmpty(context.Target.Query["rendition"]);

    /// <summary>A client behind a narrow tunnel asks for smaller packets than ours. RFC 2326 §12.7. Parity, which is longer than what it
    /// covers, is no larger than asked either.</summary>
    private int PacketSize(RequestContext context, FlowSpec asked, bool isRepaired, out bool isAsked)
    {
        isAsked = BlocksizeHeader.TryParse(context.Request.Headers["Blocksize"], out BlocksizeHeader block, out _);
        long size = isAsked ? (long)block.Bytes + RtpHeader.Size : options.MaxPacket;
        if (asked.Traffic is { } traffic)
            size = Math.Min(size, traffic.MaxPacket.Bytes - StreamTraffic.LowerHeaders);
        int room = isRepaired ? RepairOffer.Room : 0;
        return (int)Math.Clamp(size - room, Math.Min(SmallestPacket, options.MaxPacket - room), options.MaxPacket - room);
    }

    private static HashSet<int> ChannelsTaken(RequestContext context, SessionStream? replaced)
    {
        HashSet<int> taken = [];
        foreach (SessionStream stream in context.Film?.Streams ?? [])
        {
            if (stream != replaced && stream.Connection == context.Connection.Id && stream.Transport.Interleaved is { } pair)
                taken.UnionWith([pair.Rtp, pair.Rtcp]);
        }

        return taken;
    }

    private RequestOutcome.Answer Refuse(RequestContext context, int status, string why) => Replies.Refuse(context, options, status, why);
}
