using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Streaming.Server.Host.Http;

namespace Streaming.Lab.Real.Serving;

/// <summary>What a running server says of itself, and what an operator may tell it.</summary>
internal sealed class ServerApi(int port) : IDisposable
{
    /// <summary>More sessions than one machine plays by its own clock.</summary>
    private const int Most = 1_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http = new()
    {
        BaseAddress = new($"http://127.0.0.1:{port}/api/v1/"),
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <exception cref="HttpRequestException">It is not there.</exception>
    public Task<IReadOnlyList<LinkDetails>> LinksAsync(CancellationToken stop) => ListAsync<LinkDetails>("links", stop);

    public Task<IReadOnlyList<SessionDetails>> SessionsAsync(CancellationToken stop) => ListAsync<SessionDetails>("sessions", stop);

    public Task<IReadOnlyList<SessionDetails>> EndedAsync(CancellationToken stop) => ListAsync<SessionDetails>("sessions/ended", stop);

    /// <summary>The operator says that a link carries more or less from now on. To a server that was told of no links it is
    /// nothing.</summary>
    public async Task TellAsync(string link, BitRate rate, CancellationToken stop)
    {
        Uri place = new($"links/{Uri.EscapeDataString(link)}", UriKind.Relative);
        using HttpResponseMessage answer = await _http.PatchAsJsonAsync(place, new LinkPatch(rate.BitsPerSecond), Json, stop);
        if (answer.StatusCode != HttpStatusCode.NotFound)
            answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<T>> ListAsync<T>(string what, CancellationToken stop)
    {
        Uri place = new($"{what}?itemsPerPage={Most}", UriKind.Relative);
        return (await _http.GetFromJsonAsync<ItemList<T>>(place, Json, stop))!.Items;
    }
}
