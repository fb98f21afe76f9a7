using Microsoft.AspNetCore.Http;

namespace Streaming.Server.Host.Http;

/// <summary>Where players find a title: on the host the client already speaks to, at the RTSP port.</summary>
internal static class RtspAddress
{
    public static string Of(HttpRequest request, int port, string id)
    {
        string host = request.Host.Host is { Length: > 0 } named ? named : "localhost";
        return Of(host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"[{host}]" : host, port, id);
    }

    public static string OfChannel(HttpRequest request, int port, string name) => Of(request, port, $"channels/{name}");

    /// <param name="host">An IPv6 address in brackets.</param>
    public static string Of(string host, int port, string id) => $"rtsp://{host}:{port}/{id}";
}
