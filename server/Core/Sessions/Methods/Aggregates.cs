using Streaming.Formats.Rtsp;

namespace Streaming.Server.Sessions.Methods;

/// <summary>Which streams of a session a request means.</summary>
internal static class Aggregates
{
    /// <summary>Streams on one clock start and stop together: a URI of one of several is refused, so are those of another title.</summary>
    public static RequestOutcome.Answer? Refuse(RequestContext context, FilmSession session, ServerSessionOptions options)
    {
        MediaUri target = context.Target;
        if (target.Title.Length > 0 && target.Title != session.Title.Id)
            return Replies.Refuse(context, options, RtspStatus.NotFound, $"this session plays '{session.Title.Id}'");
        if (target.Track is not { } track)
            return null;
        if (session.Find(track) is null)
            return Replies.Refuse(context, options, RtspStatus.NotFound, $"track {track} is not set up in this session");
        return session.Streams.Count == 1 && !target.IsParity
            ? null
            : Replies.Refuse(context, options, RtspStatus.OnlyAggregateOperationAllowed);
    }
}
