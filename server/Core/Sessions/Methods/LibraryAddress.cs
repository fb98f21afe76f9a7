using System.Buffers;
using System.Text;
using Streaming.Formats.Rtsp;

namespace Streaming.Server.Sessions.Methods;

/// <summary><c>rtsp://HOST/</c> is the library: whoever describes it and takes a list of addresses is told where HTTP lists its titles. RFC
/// 2483 §5.</summary>
internal static class LibraryAddress
{
    private const string UriList = "text/uri-list";

    /// <summary>Of names and addresses, IPv6 in its brackets included; anything else would be somebody else's text in our body.</summary>
    private static readonly SearchValues<char> HostLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]%");

    /// <summary>Only where it is named: whoever takes anything means a film.</summary>
    public static bool IsWanted(RtspRequest request) =>
        request.Headers["Accept"]?.Split(',').Any(range => range.Split(';')[0].Trim().Equals(UriList, StringComparison.OrdinalIgnoreCase))
        == true;

    public static RequestOutcome.Answer Answer(RequestContext context, ServerSessionOptions options)
    {
        if (options.HttpPort() is not { } port)
            return Replies.Refuse(context, options, RtspStatus.NotFound, "HTTP is off here, so nothing lists the titles: name one");
        string address = $"http://{HostOf(context)}:{port}/api/v1/titles";
        return new(Replies.Ok(context, options).WithBody(UriList, Encoding.ASCII.GetBytes(address + "\r\n")));
    }

    /// <summary>By the name the client knows this server by; it may have no other.</summary>
    private static string HostOf(RequestContext context)
    {
        string uri = context.Request.Uri;
        int authority = uri.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : uri.Length;
        ReadOnlySpan<char> host = uri.AsSpan(authority);
        host = host[(host.IndexOf('@') + 1)..];
        host = host.IndexOfAny('/', '?', '#') is >= 0 and var end ? host[..end] : host;
        int port = host.LastIndexOf(':');
        if (port > host.LastIndexOf(']'))
            host = host[..port];
        if (!host.IsEmpty && !host.ContainsAnyExcept(HostLetters))
            return new(host);
        string local = ConnectionFacts.Unmapped(context.Connection.Local.Address).ToString();
        return local.Contains(':', StringComparison.Ordinal) ? $"[{local}]" : local;
    }
}
