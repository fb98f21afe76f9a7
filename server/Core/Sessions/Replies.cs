using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Server.Sessions;

/// <summary>The answers as every method gives them.</summary>
internal static class Replies
{
    /// <summary>All that this server does, in the order in which a client meets it.</summary>
    public const string Methods = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

    public static RtspResponse Ok(RequestContext context, ServerSessionOptions options, ServerSession? session = null)
    {
        RtspResponse response = context.Request.Respond(RtspStatus.Ok);
        Sign(response, options, session ?? context.Session);
        return response;
    }

    /// <param name="why">For people, in the body; empty where the status says it all.</param>
    public static RequestOutcome.Answer Refuse(RequestContext context, ServerSessionOptions options, int status, string why = "")
    {
        RtspResponse response = context.Request.Respond(status);
        Sign(response, options, status == RtspStatus.SessionNotFound ? null : context.Session);
        if (status == RtspStatus.MethodNotAllowed)
            response.Headers.Add("Allow", Methods);
        return new(why.Length == 0 ? response : Explain(response, why));
    }

    public static RtspResponse Explain(RtspResponse response, string why) =>
        response.WithBody("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(why + "\r\n"));

    private static void Sign(RtspResponse response, ServerSessionOptions options, ServerSession? session)
    {
        response.Headers.Add("Server", options.Product);
        if (session is not null)
            response.Headers.Add("Session", new SessionHeader(session.Id.ToString(), options.Timeout).ToString());
    }
}
