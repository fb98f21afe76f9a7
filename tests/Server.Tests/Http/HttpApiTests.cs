using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Streaming.Formats.Media;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Http;

public sealed class HttpApiTests : IAsyncLifetime
{
    private HttpServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await HttpServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_list_of_titles_comes_in_pages()
    {
        for (int number = 1; number <= 5; number++)
            _server.Catalogue.List.Add(Film($"film-{number}"));

        JsonElement page = await GetAsync("api/v1/titles?page=2&itemsPerPage=2");
        Assert.Equal(5, page.GetProperty("itemCount").GetInt32());
        Assert.Equal(3, page.GetProperty("pageCount").GetInt32());
        Assert.Equal(["film-3", "film-4"], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Empty((await GetAsync("api/v1/titles?page=9&itemsPerPage=2")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_title_is_told_with_its_tracks_and_addresses()
    {
        _server.Catalogue.List.Add(Film("film") with { Chapters = [new("Opening", MediaTime.Zero, MediaTime.FromSeconds(2.5))] });

        JsonElement title = await GetAsync("api/v1/titles/film");

        Assert.Equal("rtsp://127.0.0.1:8554/film", title.GetProperty("rtsp").GetString());
        Assert.Equal(12.5, title.GetProperty("durationSeconds").GetDouble());
        Assert.Equal(2.5, title.GetProperty("chapters")[0].GetProperty("endSeconds").GetDouble());
        JsonElement track = title.GetProperty("tracks")[0];
        Assert.Equal("video", track.GetProperty("kind").GetString());
        Assert.Equal("h264", track.GetProperty("codec").GetString());
        Assert.Equal(90_000, track.GetProperty("clockHz").GetInt32());
        Assert.Equal(2_000_000, track.GetProperty("meanBitsPerSecond").GetInt64());
    }

    [Theory]
    [InlineData("api/v1/titles?page=0", HttpStatusCode.BadRequest, "page is 0")]
    [InlineData("api/v1/titles?page=x", HttpStatusCode.BadRequest, "number")]
    [InlineData("api/v1/titles?itemsPerPage=0", HttpStatusCode.BadRequest, "itemsPerPage is 0")]
    [InlineData("api/v1/titles?itemsPerPage=2147483648", HttpStatusCode.BadRequest, "number")]
    [InlineData("api/v1/titles/none", HttpStatusCode.NotFound, "there is no title 'none'")]
    [InlineData("api/v1/titles/none/cover", HttpStatusCode.NotFound, "there is no title 'none'")]
    [InlineData("api/v1/titles/%2e%2e%2fetc", HttpStatusCode.NotFound, "there is no title")]
    [InlineData("titles/..%2f..%2fetc%2fpasswd", HttpStatusCode.NotFound, "there is no title")]
    [InlineData("titles/none/thumbnail.jpg", HttpStatusCode.NotFound, "there is no title 'none'")]
    [InlineData("titles/%2e%2e%2fetc/thumbnail.jpg", HttpStatusCode.NotFound, "there is no title")]
    [InlineData("titles/none.m3u", HttpStatusCode.NotFound, "there is no title 'none'")]
    [InlineData("api/v1/sessions/12345678", HttpStatusCode.NotFound, "there is no session '12345678'")]
    public async Task A_wrong_question_is_answered_with_a_problem(string path, HttpStatusCode status, string detail)
    {
        using HttpResponseMessage response = await _server.Client.GetAsync(path, Stop);
        JsonElement problem = await ProblemAsync(response, status);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_path_or_method_is_answered_with_a_problem()
    {
        using HttpResponseMessage path = await _server.Client.GetAsync("nowhere", Stop);
        await ProblemAsync(path, HttpStatusCode.NotFound);
        using HttpResponseMessage method = await _server.Client.DeleteAsync("api/v1/titles", Stop);
        await ProblemAsync(method, HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task The_original_file_is_delivered_whole_and_in_ranges()
    {
        byte[] bytes = [.. Enumerable.Range(0, 1_000).Select(number => (byte)number)];
        string path = Path.Combine(_server.Folder, "My Film.mp4");
        await File.WriteAllBytesAsync(path, bytes, Stop);
        _server.Catalogue.List.Add(Film("film") with { Source = path });

        using HttpResponseMessage whole = await _server.Client.GetAsync("titles/film", Stop);
        Assert.Equal("video/mp4", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("bytes", Assert.Single(whole.Headers.AcceptRanges));
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(Stop));

        using HttpRequestMessage request = new(HttpMethod.Get, "titles/film") { Headers = { Range = new RangeHeaderValue(10, 19) } };
        using HttpResponseMessage part = await _server.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[10..20], await part.Content.ReadAsByteArrayAsync(Stop));

        using HttpRequestMessage head = new(HttpMethod.Head, "titles/film");
        using HttpResponseMessage length = await _server.Client.SendAsync(head, Stop);
        Assert.Equal(1_000, length.Content.Headers.ContentLength);

        using HttpRequestMessage beyond = new(HttpMethod.Get, "titles/film") { Headers = { Range = new RangeHeaderValue(1_000, null) } };
        using HttpResponseMessage refused = await _server.Client.SendAsync(beyond, Stop);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, refused.StatusCode);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_said_to_be_gone()
    {
        _server.Catalogue.List.Add(Film("film") with { Source = Path.Combine(_server.Folder, "gone.mp4") });
        using HttpResponseMessage response = await _server.Client.GetAsync("titles/film", Stop);
        JsonElement problem = await ProblemAsync(response, HttpStatusCode.NotFound);
        Assert.Equal("the original file of title 'film' is not there any more", problem.GetProperty("detail").GetString());
        Assert.Equal(JsonValueKind.Null, (await GetAsync("api/v1/titles/film")).GetProperty("file").ValueKind);
    }

    [Fact]
    public async Task A_cover_is_served_from_the_titles_own_folder_only()
    {
        string folder = Directory.CreateDirectory(_server.Folders.Of("film")!).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "cover.jpg"), "a picture", Stop);
        await File.WriteAllTextAsync(Path.Combine(_server.Folder, "secret.jpg"), "a secret", Stop);
        _server.Catalogue.List.Add(Film("film") with { Cover = "cover.jpg" });
        using HttpResponseMessage cover = await _server.Client.GetAsync("api/v1/titles/film/cover", Stop);
        Assert.Equal("image/jpeg", cover.Content.Headers.ContentType!.MediaType);
        Assert.Equal("a picture", await cover.Content.ReadAsStringAsync(Stop));

        _server.Catalogue.List[0] = Film("film") with { Cover = "../../secret.jpg" };
        using HttpResponseMessage secret = await _server.Client.GetAsync("api/v1/titles/film/cover", Stop);
        await ProblemAsync(secret, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_thumbnail_may_be_kept_and_is_not_sent_twice()
    {
        _server.Catalogue.List.AddRange([Film("film"), Film("song")]);
        string folder = Directory.CreateDirectory(_server.Folders.Of("film")!).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "thumbnail.jpg"), "a picture", Stop);

        JsonElement items = (await GetAsync("api/v1/titles")).GetProperty("items");
        Assert.Equal("/titles/film/thumbnail.jpg", items[0].GetProperty("thumbnail").GetString());
        Assert.Equal(JsonValueKind.Null, items[1].GetProperty("thumbnail").ValueKind);
        Assert.Equal("/titles/film/thumbnail.jpg", (await GetAsync("api/v1/titles/film")).GetProperty("thumbnail").GetString());

        using HttpResponseMessage picture = await _server.Client.GetAsync("titles/film/thumbnail.jpg", Stop);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal("a picture", await picture.Content.ReadAsStringAsync(Stop));
        Assert.Equal(TimeSpan.FromHours(1), picture.Headers.CacheControl!.MaxAge);
        using HttpRequestMessage again = new(HttpMethod.Get, "titles/film/thumbnail.jpg");
        again.Headers.IfNoneMatch.Add(picture.Headers.ETag!);
        using HttpResponseMessage same = await _server.Client.SendAsync(again, Stop);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        using HttpResponseMessage none = await _server.Client.GetAsync("titles/song/thumbnail.jpg", Stop);
        await ProblemAsync(none, HttpStatusCode.NotFound);
        string page = await _server.Client.GetStringAsync("", Stop);
        Assert.Contains("<img src=\"/titles/film/thumbnail.jpg\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/titles/song/thumbnail.jpg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_says_what_a_list_of_films_shows()
    {
        _server.Catalogue.List.Add(TestTitles.Film.Title);
        using HttpRequestMessage request = new(HttpMethod.Get, "api/v1/titles") { Headers = { Host = "films.example:8080" } };
        using HttpResponseMessage response = await _server.Client.SendAsync(request, Stop);
        JsonElement film = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("items")[0];

        Assert.Equal("rtsp://films.example:8554/film", film.GetProperty("rtsp").GetString());
        Assert.Equal(("The film", 10), (film.GetProperty("name").GetString(), film.GetProperty("durationSeconds").GetDouble()));
        Assert.Equal(["en", "de"], Words(film, "audioLanguages"));
        Assert.Equal(["en", "vi"], Words(film, "textLanguages"));
        Assert.Equal(["source", "480p", "240p"], Words(film, "renditions"));
        Assert.True(film.GetProperty("hasSlides").GetBoolean());
    }

    [Fact]
    public async Task A_playlist_opens_the_stream()
    {
        _server.Catalogue.List.Add(Film("film") with { Name = "A\nfilm" });
        using HttpResponseMessage response = await _server.Client.GetAsync("titles/film.m3u", Stop);
        Assert.Equal("audio/x-mpegurl", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("#EXTM3U\n#EXTINF:13,A film\nrtsp://127.0.0.1:8554/film\n", await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task The_front_page_shows_names_as_text()
    {
        _server.Catalogue.List.Add(Film("film") with { Name = "<script>alert(1)</script>" });
        using HttpResponseMessage response = await _server.Client.GetAsync("", Stop);
        string page = await response.Content.ReadAsStringAsync(Stop);
        Assert.Contains("rtsp://127.0.0.1:8554/film", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_names_every_path_once()
    {
        JsonElement description = await GetAsync("api/v1/openapi.json");
        Assert.Equal(
        [
            "/api/v1/bookings", "/api/v1/bookings/{id}", "/api/v1/bookings/{id}/extend", "/api/v1/channels",
            "/api/v1/channels/{name}", "/api/v1/channels/{name}.m3u", "/api/v1/channels/{name}.sdp",
            "/api/v1/channels/{name}/receivers", "/api/v1/links", "/api/v1/links/{name}",
            "/api/v1/sessions", "/api/v1/sessions/ended", "/api/v1/sessions/{id}", "/api/v1/sessions/{id}/history",
            "/api/v1/sessions/{id}/kick", "/api/v1/sessions/{id}/renegotiate", "/api/v1/titles", "/api/v1/titles/{id}",
            "/api/v1/titles/{id}/cover", "/healthz", "/metrics", "/titles/{id}", "/titles/{id}.m3u", "/titles/{id}/thumbnail.jpg",
        ], description.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        string?[] names = [.. description.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value.GetProperty("operationId").GetString())];
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Health_and_metrics_are_plain_text()
    {
        Assert.Equal("ok\n", await _server.Client.GetStringAsync("healthz", Stop));
        using HttpResponseMessage metrics = await _server.Client.GetAsync("metrics", Stop);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", metrics.Content.Headers.ContentType!.ToString());
        Assert.Contains("\nstreaming_rtsp_requests_total 0\n", await metrics.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.example")]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("Forwarded", "for=192.0.2.7")]
    [InlineData("Host", "rebound.example")]
    public async Task Who_is_not_on_this_machine_may_not_administer(string header, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "api/v1/sessions/12345678/kick");
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage response = await _server.Client.SendAsync(request, Stop);
        await ProblemAsync(response, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Whoever_is_on_this_machine_may_administer()
    {
        using HttpResponseMessage response = await _server.Client.PostAsync("api/v1/sessions/12345678/kick", null, Stop);
        await ProblemAsync(response, HttpStatusCode.NotFound);
        Assert.Equal(0, (await GetAsync("api/v1/sessions")).GetProperty("itemCount").GetInt32());
    }

    private static IEnumerable<string?> Words(JsonElement item, string name) =>
        item.GetProperty(name).EnumerateArray().Select(word => word.GetString());

    private static Title Film(string id) => new()
    {
        Id = id,
        Name = id,
        Duration = TimeSpan.FromSeconds(12.5),
        Tracks = [new() { Id = 1, Kind = TrackKind.Video, Codec = Codec.H264, Clock = ClockRate.Video, MeanRate = BitRate.Mbps(2) }],
    };

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        JsonElement problem = JsonElement.Parse(await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await _server.Client.GetStringAsync(path, Stop));
}
