using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Sessions.Methods;

/// <summary>DESCRIBE. RFC 2326 §10.2.</summary>
internal sealed class DescribeMethod(ICatalogue catalogue, ServerSessionOptions options)
{
    private const string Sdp = "application/sdp";

    public RequestOutcome.Answer Answer(RequestContext context)
    {
        if (Titles.Find(catalogue, context.Target.Title) is not { } title)
            return Titles.NotFound(context, catalogue, options);
        if (!Accepts(context.Request.Headers["Accept"]))
            return Replies.Refuse(context, options, RtspStatus.NotAcceptable, $"descriptions are {Sdp}");
        if (!TrackSelection.TryChoose(title, context.Target.Query, out IReadOnlyList<Track>? tracks, out string? missing))
            return Replies.Refuse(context, options, RtspStatus.NotFound, missing);

        RtspResponse response = Replies.Ok(context, options);
        response.Headers.Add("Content-Base", BaseOf(context, title));
        return new(response.WithBody(Sdp, SdpOffer.Write(title, tracks, context.Connection, options.MaxPacket)));
    }

    /// <summary>
    /// The address that the tracks' own are relative to. Without the query, which has done its work by choosing what is described, and
    /// with a slash at its end: so every way of joining the two that clients are known for comes to the same.
    /// </summary>
    private static string BaseOf(RequestContext context, Title title)
    {
        string uri = context.Request.Uri;
        int authority = uri.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
            return $"rtsp://{context.Connection.Local}/{title.Id}/";
        int path = uri.IndexOfAny(['/', '?', '#'], authority + 3);
        return $"{(path < 0 ? uri : uri[..path])}/{title.Id}/";
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
