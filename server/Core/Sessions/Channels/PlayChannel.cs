using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions.Channels;

/// <summary>PLAY of a channel: its lanes begin where all who receive them are. RFC 2326 §10.5.</summary>
/// <remarks>May be said again: lanes that were set up since begin, the others go on.</remarks>
internal sealed class PlayChannel(ChannelRoom room, ServerSessionOptions options)
{
    public RequestOutcome Answer(RequestContext context, ChannelSession session)
    {
        MediaUri target = context.Target;
        if (target.Title.Length > 0 && target.Title != session.Path)
            return Refuse(context, RtspStatus.NotFound, $"this session plays '{session.Path}'");
        if (target.Track is { } number && session.Find(number, target.IsParity) is null)
            return Refuse(context, RtspStatus.NotFound, $"stream {number} is not set up in this session");
        if (target.Track is not null && session.Streams.Count > 1)
            return Refuse(context, RtspStatus.OnlyAggregateOperationAllowed, "");
        if (!PlayTerms.TryRead(context.Request, out PlayTerms terms))
            return Refuse(context, RtspStatus.BadRequest, "Scale and Speed are decimal numbers other than 0");
        if (CheckRange(context) is { } wrong)
            return wrong;
        if (room.Reaffirm(session, context.Now) is { } refused)
            return Replies.NotEnough(context, options, refused);

        ChannelStream[] begun = [.. session.Streams.Where(stream => stream.Membership is { } lane && !session.Member.Lanes.Contains(lane))];
        BurstTerms? burst = room.Burst(session, begun, context.Now);
        return new RequestOutcome.WhenSending(
            session,
            now => Play(context, session, terms, begun, burst, now),
            Refuse(context, RtspStatus.ServiceUnavailable, "the channel is not sent any more"));
    }

    private RequestOutcome.Answer Play(
        RequestContext context, ChannelSession session, PlayTerms terms, ChannelStream[] begun, BurstTerms? burst, Instant now)
    {
        ChannelMembers members = session.Sender.Members;
        if (!begun.All(stream => members.Join(stream.Membership!, now)))
            return Refuse(context, RtspStatus.ServiceUnavailable, "as many as this channel takes are receiving it");
        PlayPoint point = members.Play(session.Member, burst, now);
        session.Advance(RtspMethod.Play);

        RtspResponse response = Replies.Ok(context, options);
        response.Headers.Add("Range", RangeHeader.Npt(point.Start, null).ToString());
        Replies.AddContract(response, session, room.Lease);
        terms.Answer(response, PlayPace.Normal);
        response.Headers.Add("RTP-Info", new RtpInfoHeader([.. session.Streams.Select(stream => Describe(stream, point))]).ToString());
        return new(response);
    }

    /// <summary>Parity has the stamps of what it protects.</summary>
    private static RtpInfoEntry Describe(ChannelStream stream, PlayPoint point)
    {
        StreamPoint first = point.Streams.First(one => one.Stream == stream.Stream.Sending);
        return new(stream.Url, stream.IsParity ? stream.Stream.Parity!.Next : first.First, first.AtStart);
    }

    /// <summary>There is one place to play a channel from. Plain clients that know no other word ask for it as the beginning.</summary>
    private RequestOutcome.Answer? CheckRange(RequestContext context)
    {
        if (context.Request.Headers["Range"] is not { } text)
            return null;
        if (!RangeHeader.TryParse(text, out RangeHeader? range, out ParseError error))
            return Refuse(context, RtspStatus.BadRequest, $"the Range header: {error}");
        if (range.Unit != RangeUnit.Npt)
            return Refuse(context, RtspStatus.NotImplemented, "ranges are given in normal play time: npt=");
        bool isNow = range.IsNow || range.Start is null || range.Start == MediaTime.Zero;
        return isNow && range.End is null
            ? null
            : Refuse(context, RtspStatus.InvalidRange, "a channel is received as it is sent: npt=now-");
    }

    private RequestOutcome.Answer Refuse(RequestContext context, int status, string why) => Replies.Refuse(context, options, status, why);
}
