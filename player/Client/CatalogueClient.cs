namespace Streaming.Player.Client;

/// <summary>Reads the library of a server: <c>http://HOST:8080</c>, or <c>rtsp://HOST:8554/</c>, which names the other.</summary>
public sealed class CatalogueClient(HttpClient http, TimeProvider time)
{
    /// <summary>Whether an address is that of a library rather than of a title.</summary>
    public static bool IsLibrary(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.AbsolutePath == "/" && uri.Scheme is "http" or "https" or "rtsp";

    /// <summary>All titles, in the server's order; at most ten thousand.</summary>
    /// <exception cref="CatalogueException">It cannot be reached or read.</exception>
    public Task<IReadOnlyList<CatalogueTitle>> ReadAsync(string address, CancellationToken cancellation)
    {
        _ = (http, time, address, cancellation);
        throw new CatalogueException("libraries cannot be read yet");
    }

    /// <summary>The coded picture (JPEG, PNG), at most 1 MB; null where there is none.</summary>
    public Task<byte[]?> ReadThumbnailAsync(CatalogueTitle title, CancellationToken cancellation)
    {
        _ = (http, title, cancellation);
        return Task.FromResult<byte[]?>(null);
    }
}
