using Streaming.Formats.Rtsp;
using Streaming.Player.Contracts;

namespace Streaming.Player.Sessions;

/// <summary>How a client answers what its server asks on the same connection. RFC 2326 §1.3, §10.</summary>
internal static class ServerRequest
{
    private const string Allowed = $"{RtspMethod.Options}, {RtspMethod.GetParameter}, {RtspMethod.SetParameter}";

    /// <summary>The answer; whoever is told of a contract takes it only where that is 200.</summary>
    /// <param name="session">Ours; null where there is none.</param>
    public static int Judge(RtspRequest request, string? session) => request.Method switch
    {
        RtspMethod.Options => RtspStatus.Ok,
        RtspMethod.GetParameter or RtspMethod.SetParameter => Parameters(request, session),
        RtspMethod.Describe or RtspMethod.Setup or RtspMethod.Play or RtspMethod.Pause or RtspMethod.Record or RtspMethod.Teardown =>
            RtspStatus.MethodNotAllowed,
        _ => RtspStatus.NotImplemented,
    };

    public static RtspResponse Answer(RtspRequest request, int status)
    {
        RtspResponse response = request.Respond(status);
        if (status == RtspStatus.MethodNotAllowed)
            response.Headers.Add("Allow", Allowed);
        else if (request.Method == RtspMethod.Options)
            response.Headers.Add("Public", Allowed);
        if (request.Headers["Session"] is { } session && status == RtspStatus.Ok)
            response.Headers.Add("Session", session);
        return response;
    }

    /// <summary>Without a session it is a sign of life, as long as it speaks of nothing that belongs to one.</summary>
    private static int Parameters(RtspRequest request, string? session)
    {
        string? named = request.Headers["Session"]?.Split(';')[0].Trim();
        bool needsSession = request.Headers.Contains(ContractTalk.ContractHeader);
        if (named is null ? needsSession : named != session)
            return RtspStatus.SessionNotFound;
        return request.Body.Length > 0 ? RtspStatus.ParameterNotUnderstood : RtspStatus.Ok;
    }
}
