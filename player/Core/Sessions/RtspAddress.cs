using System.Diagnostics.CodeAnalysis;

namespace Streaming.Player.Sessions;

/// <summary>The address of a title: where to connect to, and what to ask for there. RFC 2326 §3.2.</summary>
/// <param name="Host">A name or an IP address, without brackets.</param>
/// <param name="Url">As it goes into requests: without user name and password, which must never travel in clear.</param>
public sealed record RtspAddress(string Host, int Port, string Url)
{
    private const int DefaultPort = 554;

    /// <summary>The last part of the path: in our server, the title. Empty where there is none.</summary>
    public string Title { get; private init; } = "";

    /// <summary>False for anything but <c>rtsp://HOST[:PORT][/PATH]</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RtspAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri) || uri.Scheme != "rtsp" || uri.Host.Length == 0)
            return false;
        int port = uri.Port > 0 ? uri.Port : DefaultPort;
        string authority = uri.Port > 0 ? $"{uri.Host}:{uri.Port}" : uri.Host;
        string path = uri.AbsolutePath.Trim('/');
        address = new(uri.Host.Trim('[', ']'), port, $"rtsp://{authority}{uri.PathAndQuery}")
        {
            Title = Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]),
        };
        return true;
    }

    /// <summary>The same address with a query parameter more.</summary>
    public RtspAddress With(string name, string? value) => value is null
        ? this
        : this with { Url = $"{Url}{(Url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}" };

    public override string ToString() => Url;
}
