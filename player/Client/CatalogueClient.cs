using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Rtsp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>Reads the library of a server: <c>http://HOST:8080</c>, or <c>rtsp://HOST:8554/</c>, which names the other.</summary>
public sealed class CatalogueClient(HttpClient http, TimeProvider time)
{
    /// <summary>What a window can show, and a server serve: ten pages of a thousand.</summary>
    private const int MostPages = 10;

    private const int TitlesPerPage = 1_000;

    private const int LargestThumbnail = 1 << 20;

    private const string TitlesPath = "/api/v1/titles";

    private const string ChannelsPath = "/api/v1/channels";

    /// <summary>For each answer. A viewer waits for the list.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether an address is that of a library rather than of a title.</summary>
    public static bool IsLibrary(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.AbsolutePath == "/" && uri.Scheme is "http" or "https" or "rtsp";

    /// <summary>All titles, in the server's order; at most ten thousand.</summary>
    /// <exception cref="CatalogueException">It cannot be reached or read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<IReadOnlyList<CatalogueTitle>> ReadAsync(string address, CancellationToken cancellation)
    {
        Uri list = await FindAsync(address, cancellation);
        return await ReadAllAsync(list, cancellation)
            ?? throw new CatalogueException($"{list.Authority} has no list of titles; is it a streaming server's HTTP port?");
    }

    /// <summary>All channels likewise; none of a server that knows no channels.</summary>
    /// <exception cref="CatalogueException">It cannot be reached or read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<IReadOnlyList<CatalogueTitle>> ReadChannelsAsync(string address, CancellationToken cancellation) =>
        await ReadAllAsync(new(await FindAsync(address, cancellation), ChannelsPath), cancellation) ?? [];

    /// <summary>The coded picture (JPEG, PNG), at most 1 MB; null where there is none.</summary>
    /// <exception cref="CatalogueException">It cannot be reached.</exception>
    public async Task<byte[]?> ReadThumbnailAsync(CatalogueTitle title, CancellationToken cancellation) =>
        title.Thumbnail is null ? null : await GetAsync(title.Thumbnail, LargestThumbnail, cancellation);

    private async Task<Uri> FindAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out Uri? place) || place.Scheme is not ("http" or "https" or "rtsp"))
            throw new CatalogueException($"'{address}' is no address of a library: it is like http://HOST:8080 or rtsp://HOST:8554/");
        Uri list = place.Scheme == "rtsp" ? await AskRtspAsync(address, cancellation) : place;
        return list.AbsolutePath == "/" ? new(list, TitlesPath) : list;
    }

    /// <summary>Null where there is no such list.</summary>
    private async Task<IReadOnlyList<CatalogueTitle>?> ReadAllAsync(Uri list, CancellationToken cancellation)
    {
        List<CatalogueTitle> titles = [];
        for (int number = 1, pages = 1; number <= Math.Min(pages, MostPages); number++)
        {
            UriBuilder asked = new(list) { Query = $"page={number}&itemsPerPage={TitlesPerPage}" };
            if (await GetAsync(asked.Uri, CatalogueReader.MostBytes, cancellation) is not { } body)
                return null;
            if (!CatalogueReader.TryRead(body, list, out CataloguePage? page))
                throw new CatalogueException($"what {list.Authority} answers is no list of titles");
            titles.AddRange(page.Titles);
            pages = page.PageCount;
        }

        return titles;
    }

    /// <summary>Null where there is nothing of that name.</summary>
    private async Task<byte[]?> GetAsync(Uri place, int most, CancellationToken cancellation)
    {
        using CancellationTokenSource late = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using HttpResponseMessage response = await http.GetAsync(place, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (!response.IsSuccessStatusCode)
                throw new CatalogueException($"{place.Authority} answers {(int)response.StatusCode} {response.ReasonPhrase}");
            await using Stream body = await response.Content.ReadAsStreamAsync(either.Token);
            return await ReadAllAsync(body, most, either.Token)
                ?? throw new CatalogueException($"{place.Authority} answers more than a player takes");
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new CatalogueException($"{place.Authority} does not answer: check the address and whether the server runs");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new CatalogueException($"no list of titles from {place.Authority}: {fault.Message}", fault);
        }
    }

    /// <summary>Null where it is longer than <paramref name="most"/>.</summary>
    private static async Task<byte[]?> ReadAllAsync(Stream body, int most, CancellationToken cancellation)
    {
        using MemoryStream read = new();
        byte[] part = new byte[16_384];
        for (int size = await body.ReadAsync(part, cancellation); size > 0; size = await body.ReadAsync(part, cancellation))
        {
            if (read.Length + size > most)
                return null;
            read.Write(part, 0, size);
        }

        return read.ToArray();
    }

    /// <summary>A server says over RTSP where its list is: DESCRIBE of its root, as a list of addresses. RFC 2326 §12.1, RFC 2483
    /// §5.</summary>
    private async Task<Uri> AskRtspAsync(string address, CancellationToken cancellation)
    {
        if (!RtspAddress.TryParse(address, out RtspAddress? server))
            throw new CatalogueException($"'{address}' is no address");
        MonotonicClock clock = new(time);
        Inbox inbox = new();
        using CancellationTokenSource late = new(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await using RtspClient connection = await RtspClient.ConnectAsync(server, Patience, time, clock, inbox, cancellation);
            RtspRequest request = new() { Method = RtspMethod.Describe, Uri = server.Url };
            request.Headers.Add("CSeq", "1");
            request.Headers.Add("Accept", "text/uri-list");
            await connection.SendAsync(request);
            return await AnswerAsync(inbox, server, either.Token);
        }
        catch (SocketException fault)
        {
            throw new CatalogueException(ConnectFault.Explain(server, fault), fault);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new CatalogueException(ConnectFault.TimedOut(server), fault);
        }
        finally
        {
            inbox.Close();
        }
    }

    private static async Task<Uri> AnswerAsync(Inbox inbox, RtspAddress server, CancellationToken cancellation)
    {
        while (true)
        {
            Arrival arrival = await inbox.ReadAsync(cancellation);
            arrival.Release();
            if (arrival.Kind == ArrivalKind.Disconnected)
                throw new CatalogueException($"{server.Host}, port {server.Port}: {arrival.Subject}");
            if (arrival.Kind != ArrivalKind.Response || arrival.Subject is not RtspResponse response)
                continue;
            return response.IsSuccess && CatalogueReader.FirstWebAddress(response.Body) is { } list
                ? list
                : throw new CatalogueException(
                    $"{server.Host}, port {server.Port} does not say which titles it has: name one, as in {server.Url}TITLE");
        }
    }
}
