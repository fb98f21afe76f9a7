using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sessions;

/// <summary>The answers as every method gives them.</summary>
internal static class Replies
{
    /// <summary>All that this server does, in the order in which a client meets it.</summary>
    public const string Methods = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

    /// <summary>All that can be asked of a channel: players that see no PAUSE here do without it.</summary>
    public const string ChannelMethods = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

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

    /// <summary>What was granted, for a client that knows the word.</summary>
    /// <param name="lease">How long it outlives the last sign of life.</param>
    public static void AddContract(RtspResponse response, ServerSession session, TimeSpan lease)
    {
        if (session.KnowsContracts && Contract(session, lease) is { } contract)
            response.Headers.Add("Contract", contract);
    }

    /// <summary>The latest contract as text; null where there is none.</summary>
    public static string? Contract(ServerSession session, TimeSpan lease) => session.Agreement.Latest is { } latest
        ? new ContractText(latest.Contract, latest.Point.Name, lease).Format()
        : null;

    /// <summary>453, with what is short, how much of it there is, and what would fit.</summary>
    public static RequestOutcome.Answer NotEnough(RequestContext context, ServerSessionOptions options, Deal deal)
    {
        ReservationAnswer.Refused refused = (ReservationAnswer.Refused)deal.Answer;
        RequestOutcome.Answer answer = Refuse(context, options, RtspStatus.NotEnoughBandwidth, Line(refused.Why));
        RtspHeaders headers = answer.Response.Headers;
        headers.Add("Limit", Line(refused.Limit));
        headers.Add("Asked", Line(refused.Asked));
        headers.Add("Available", Line(refused.Available));
        if (deal.Alternative is { } alternative)
            headers.Add("Alternative", alternative.Format());
        if (refused.Later is { } later)
            headers.Add("Retry-After", $"{Math.Max(1, (long)Math.Ceiling(later.TotalSeconds))}");
        return answer;
    }

    /// <summary>Text of others in one line, as a header needs it.</summary>
    public static string Line(string text) => new([.. text.Select(each => char.IsControl(each) ? ' ' : each)]);

    public static RtspResponse Explain(RtspResponse response, string why) =>
        response.WithBody("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(why + "\r\n"));

    private static void Sign(RtspResponse response, ServerSessionOptions options, ServerSession? session)
    {
        response.Headers.Add("Server", options.Product);
        if (session is not null)
            response.Headers.Add("Session", new SessionHeader(session.Id.ToString(), options.Timeout).ToString());
    }
}
