using Streaming.Formats.Rtsp;

namespace Streaming.Server.Sessions.Channels;

/// <summary>TEARDOWN of a lane, or of all that a session receives of a channel. RFC 2326 §10.7.</summary>
internal sealed class TeardownChannel(ChannelRoom room, ServerSessionOptions options)
{
    /// <summary>Whoever wants to leave may: a URI that fits nothing means the whole session, but parity goes with its lane, so that whoever
    /// gives back everything one by one finds it gone.</summary>
    public RequestOutcome.Answer Answer(RequestContext context, ChannelSession session)
    {
        MediaUri target = context.Target;
        RtspResponse response = Replies.Ok(context, options);
        ChannelStream? stream = target.Track is { } number ? session.Find(number, target.IsParity) : null;
        if (target.IsParity && stream is null)
            return new(response);
        if (stream is not null && (stream.IsParity || session.Streams.Count(one => !one.IsParity) > 1))
        {
            IReadOnlyList<ChannelStream> gone = session.Remove(stream);
            room.Give(session, gone, context.Now);
            return new(response, new SessionEffect.Left(session, gone));
        }

        room.GiveAll(session.Id, context.Now);
        session.Advance(RtspMethod.Teardown);
        return new(response, new SessionEffect.Closed(session, "torn down"));
    }
}
