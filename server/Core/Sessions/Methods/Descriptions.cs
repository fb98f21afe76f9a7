using Streaming.Formats.Rtsp;

namespace Streaming.Server.Sessions.Methods;

/// <summary>How session descriptions are handed out, whatever they describe. RFC 2326 §10.2.</summary>
internal static class Descriptions
{
    private const string Sdp = "application/sdp";

    /// <summary>406 for whoever takes no SDP; null for the others.</summary>
    public static RequestOutcome.Answer? Refuse(RequestContext context, ServerSessionOptions options) =>
        Accepts(context.Request.Headers["Accept"])
            ? null
            : Replies.Refuse(context, options, RtspStatus.NotAcceptable, $"descriptions are {Sdp}");

    /// <param name="path">Of what is described; its streams are addressed below it.</param>
    public static RequestOutcome.Answer Answer(RequestContext context, ServerSessionOptions options, string path, byte[] description)
    {
        RtspResponse response = Replies.Ok(context, options);
        response.Headers.Add("Content-Base", BaseOf(context, path));
        return new(response.WithBody(Sdp, description));
    }

    /// <summary>
    /// The address that the streams' own are relative to. Without the query, which has done its work by choosing what is described, and
    /// with a slash at its end: so every way of joining the two that clients are known for comes to the same.
    /// </summary>
    private static string BaseOf(RequestContext context, string path)
    {
        string uri = context.Request.Uri;
        int authority = uri.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
            return $"rtsp://{context.Connection.Local}/{path}/";
        int end = uri.IndexOfAny(['/', '?', '#'], authority + 3);
        return $"{(end < 0 ? uri : uri[..end])}/{path}/";
    }

    /// <summary>No header, and any of its ranges that holds SDP, will do. RFC 2326 §12.1.</summary>
    private static bool Accepts(string? accept)
    {
        if (accept is null)
            return true;
        foreach (string range in accept.Split(','))
        {
            string type = range.Split(';')[0].Trim();
            if (type.Equals(Sdp, StringComparison.OrdinalIgnoreCase) || type is "*/*" or "application/*" or "*")
                return true;
        }

        return false;
    }
}
