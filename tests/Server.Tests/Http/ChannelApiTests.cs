using System.Net;
using System.Text;
using System.Text.Json;
using Streaming.Server.Host.Channels;

namespace Streaming.Server.Tests.Http;

public sealed class ChannelApiTests : IAsyncLifetime
{
    private HttpServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await HttpServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_channel_is_made_listed_replaced_and_deleted_and_each_step_is_kept()
    {
        JsonElement made = await SendAsync(
            HttpMethod.Post, "channels", """{"name":"cinema","play":["film"],"group":"239.255.1.0","port":21000,"loop":false}""",
            HttpStatusCode.Created);
        Assert.Equal("rtsp://127.0.0.1:8554/channels/cinema", made.GetProperty("address").GetString());
        Assert.Equal("waiting", made.GetProperty("state").GetString());
        Assert.Equal("the library has none of its titles: film", made.GetProperty("waiting").GetString());

        // What is told is what can be said again.
        string declared = made.GetProperty("declared").GetRawText();
        await SendAsync(HttpMethod.Put, "channels/cinema", declared, HttpStatusCode.OK);
        await SendAsync(HttpMethod.Post, "channels", declared, HttpStatusCode.Conflict);
        JsonElement list = await SendAsync(HttpMethod.Get, "channels", null, HttpStatusCode.OK);
        Assert.Equal((1, 1), (list.GetProperty("itemCount").GetInt32(), list.GetProperty("pageCount").GetInt32()));

        JsonElement changed = await SendAsync(
            HttpMethod.Put, "channels/cinema", """{"label":"New","play":["film"],"group":"239.255.2.0"}""", HttpStatusCode.OK);
        Assert.Equal("New", changed.GetProperty("label").GetString());
        Assert.False(changed.GetProperty("declared").TryGetProperty("port", out _));
        Assert.Contains("239.255.2.0", await KeptAsync(), StringComparison.Ordinal);

        await SendAsync(HttpMethod.Delete, "channels/cinema", null, HttpStatusCode.NoContent);
        await SendAsync(HttpMethod.Delete, "channels/cinema", null, HttpStatusCode.NotFound);
        Assert.Equal("[]", await KeptAsync());
    }

    [Theory]
    [InlineData("""[1]""", "a channel is an object")]
    [InlineData("""{"name":"a","play":["f"],"group":"239.255.1.0","prot":1}""", "unknown key 'prot'; did you mean 'port'?")]
    [InlineData("""{"name":"a","play":["f"],"group":"10.0.0.1"}""", "'10.0.0.1' is not a multicast group")]
    [InlineData("""{"name":"a","play":["f"],"group":"239.255.1.0","port":20001}""", "'20001' is not an even port")]
    [InlineData("""{"name":"a","play":["f"],"group":"239.255.1.0","port":[1,2]}""", "'port' takes one value, not a list")]
    [InlineData("""{"name":"a","play":[["f"]],"group":"239.255.1.0"}""", "'play' takes a value or a list of them")]
    [InlineData("""{"name":"a","play":["f"]}""", "it has no group")]
    [InlineData("""{"name":"a","group":"239.255.1.0"}""", "it plays nothing")]
    [InlineData("""{"name":"A b","play":["f"],"group":"239.255.1.0"}""", "'A b' cannot stand in an address: write 'a-b'")]
    [InlineData("""{"play":["f"],"group":"239.255.1.0"}""", "cannot stand in an address")]
    [InlineData("""{"name":"a","schedule":["25:00 f"],"group":"239.255.1.0"}""", "'25:00' is not a time")]
    [InlineData("""{"name":"a","play":["f"],"group":"239.255.1.0","timeZone":"Mars"}""", "'Mars' is not the name of a time zone")]
    [InlineData("""{"name":"a","play":["f"],"group":"239.255.1.0","interface":"wire7"}""", "this machine has no interface 'wire7'")]
    public async Task A_wrong_declaration_is_answered_with_what_to_do(string body, string detail)
    {
        JsonElement problem = await SendAsync(HttpMethod.Post, "channels", body, HttpStatusCode.BadRequest);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(_server.Channels.Names);
    }

    [Fact]
    public async Task Names_groups_and_numbers_that_are_taken_are_refused()
    {
        const string Body = """{"name":"NAME","play":["f"],"group":"239.255.1.7"}""";
        await SendAsync(HttpMethod.Post, "channels", Body.Replace("NAME", "one", StringComparison.Ordinal), HttpStatusCode.Created);
        JsonElement overlap = await SendAsync(
            HttpMethod.Post, "channels", Body.Replace("NAME", "two", StringComparison.Ordinal), HttpStatusCode.BadRequest);
        Assert.Contains("239.255.1.7 is of channel 'one' as well", overlap.GetProperty("detail").GetString(), StringComparison.Ordinal);

        JsonElement twice = await SendAsync(HttpMethod.Put, "channels/other", Body, HttpStatusCode.BadRequest);
        Assert.Contains("the address says 'other', the body 'NAME'", twice.GetProperty("detail").GetString(), StringComparison.Ordinal);

        _server.Channels.Most = 1;
        JsonElement many = await SendAsync(
            HttpMethod.Put, "channels/two", """{"play":["f"],"group":"239.255.9.0"}""", HttpStatusCode.Conflict);
        Assert.Contains("'limits.channels'", many.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "channels")]
    [InlineData("PUT", "channels/cinema")]
    [InlineData("DELETE", "channels/cinema")]
    [InlineData("GET", "channels/cinema/receivers")]
    public async Task Who_is_not_on_this_machine_changes_nothing_and_sees_nobody(string method, string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Parse(method), $"api/v1/{path}");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.7");
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _server.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task What_is_not_sent_has_no_description_and_says_why()
    {
        await SendAsync(HttpMethod.Put, "channels/cinema", """{"play":["film"],"group":"239.255.1.0"}""", HttpStatusCode.Created);
        JsonElement problem = await SendAsync(HttpMethod.Get, "channels/cinema.sdp", null, HttpStatusCode.ServiceUnavailable);
        Assert.Contains("the library has none of its titles: film", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        string list = await _server.Client.GetStringAsync("api/v1/channels/cinema.m3u", Stop);
        Assert.Equal("#EXTM3U\n#EXTINF:-1,cinema\nrtsp://127.0.0.1:8554/channels/cinema\n", list);
        await SendAsync(HttpMethod.Get, "channels/nothing.sdp", null, HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Get, "channels/nothing/receivers", null, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_shows_names_as_text_runs_nothing_and_refreshes_itself()
    {
        await SendAsync(
            HttpMethod.Put, "channels/cinema", """{"label":"<script>1</script>","play":["film"],"group":"239.255.1.0"}""",
            HttpStatusCode.Created);
        using HttpResponseMessage response = await _server.Client.GetAsync("channels/cinema", Stop);
        string page = await response.Content.ReadAsStringAsync(Stop);
        Assert.Contains("<h1>&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("<meta http-equiv=\"refresh\"", page, StringComparison.Ordinal);
        Assert.Contains("the library has none of its titles", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        string front = await _server.Client.GetStringAsync("", Stop);
        Assert.Contains("<a href=\"/channels/cinema\">&lt;script&gt;", front, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_API_knows_every_key()
    {
        JsonElement description = await SendAsync(HttpMethod.Get, "openapi.json", null, HttpStatusCode.OK);
        JsonElement keys = description.GetProperty("paths").GetProperty("/api/v1/channels").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties");
        Assert.Equal(
            Host.Configuration.ChannelKeys.All.Select(key => key.Path).Prepend(ChannelJson.NameKey),
            keys.EnumerateObject().Select(key => key.Name));
    }

    private Task<string> KeptAsync() => File.ReadAllTextAsync(Path.Combine(_server.Folder, "channels.json"), Stop);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, HttpStatusCode status)
    {
        using HttpRequestMessage request = new(method, $"api/v1/{path}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _server.Client.SendAsync(request, Stop);
        string text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(status == response.StatusCode, text);
        return text.Length > 0 ? JsonElement.Parse(text) : default;
    }
}
