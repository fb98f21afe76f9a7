namespace Streaming.Player.Desktop.Window.Library;

/// <summary>Tells the address of a server from that of a title.</summary>
internal static class LibraryAddress
{
    /// <summary>Whether the titles of a server are meant: <c>rtsp://HOST:8554/</c>, <c>http://HOST:8080</c>,
    /// <c>http://HOST/titles</c>.</summary>
    public static bool IsServer(string address) =>
        TryParse(address, out Uri? uri) && uri.AbsolutePath.Trim('/') is "" or "titles" or "api/v1/titles";

    /// <summary>What a viewer pasted or typed, made an address: blanks and quotes around it go, and a bare <c>HOST:8554/film</c> gets its
    /// scheme.</summary>
    /// <returns>False where it is none.</returns>
    public static bool TryComplete(string text, out string address)
    {
        address = text.Trim().Trim('"', '\'', '<', '>').Trim();
        if (address.Length == 0 || address.AsSpan().ContainsAny(" \t\r\n"))
            return false;
        if (!address.Contains("://", StringComparison.Ordinal))
        {
            // A word of a filter is no address: one has a port, a path or is an IP address.
            if (!address.Contains(':') && !address.Contains('/'))
                return false;
            string authority = address.Split('/')[0];
            address = (authority.EndsWith(":8080", StringComparison.Ordinal) ? "http://" : "rtsp://") + address;
        }

        return TryParse(address, out _);
    }

    private static bool TryParse(string address, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(address, UriKind.Absolute, out uri) && uri.Scheme is "rtsp" or "rtsps" or "http" or "https" && uri.Host.Length > 0;
}
