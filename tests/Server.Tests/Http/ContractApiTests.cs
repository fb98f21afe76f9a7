using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Tests.HostContracts;

namespace Streaming.Server.Tests.Http;

public sealed class ContractApiTests : IAsyncLifetime
{
    private HttpServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _server = await HttpServer.StartAsync(DeskRig.Network with { Profiles = new QosSection().Profiles });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Links_are_told_with_what_is_promised_of_them()
    {
        JsonElement list = await _server.Client.GetFromJsonAsync<JsonElement>("api/v1/links", Stop);
        Assert.Equal(3, list.GetProperty("itemCount").GetInt32());
        JsonElement floor = await _server.Client.GetFromJsonAsync<JsonElement>("api/v1/links/floor1", Stop);
        Assert.Equal("uplink", floor.GetProperty("via").GetString());
        Assert.Equal(4_000_000, floor.GetProperty("bitsPerSecond").GetInt64());
        Assert.Equal(0, floor.GetProperty("reservedBitsPerSecond").GetInt64());
        Assert.Equal(0, floor.GetProperty("guaranteed").GetProperty("sessions").GetInt32());
    }

    [Fact]
    public async Task A_changed_rate_holds_at_once_and_is_kept()
    {
        JsonElement link = await BodyAsync(
            await _server.Client.PatchAsJsonAsync("api/v1/links/uplink", new { bitsPerSecond = 5_000_000 }, Stop), HttpStatusCode.OK);
        Assert.Equal(5_000_000, link.GetProperty("bitsPerSecond").GetInt64());
        Assert.Equal(10_000_000, link.GetProperty("configuredBitsPerSecond").GetInt64());

        DeskRig after = new();
        new ContractStore(Path.Combine(_server.Folder, "contracts.json"), after.Desk, NullLogger.Instance).Load();
        Assert.Equal(BitRate.Mbps(5), after.Desk.Usage()[0].Link.Rate);
    }

    [Theory]
    [InlineData("attic", """{"bitsPerSecond":5000000}""", HttpStatusCode.NotFound, "there is no link 'attic'")]
    [InlineData("uplink", """{"bitsPerSecond":0}""", HttpStatusCode.BadRequest, "bitsPerSecond is 0")]
    [InlineData("uplink", """{"bitsPerSecond":-1}""", HttpStatusCode.BadRequest, "bitsPerSecond is -1")]
    [InlineData("uplink", """{"bitsPerSecond":9223372036854775807}""", HttpStatusCode.BadRequest, "it can be 1000 to")]
    [InlineData("uplink", "{}", HttpStatusCode.BadRequest, "bitsPerSecond can")]
    public async Task A_wrong_change_is_answered_with_a_problem(string link, string body, HttpStatusCode status, string detail)
    {
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _server.Client.PatchAsync($"api/v1/links/{link}", content, Stop);
        JsonElement problem = await BodyAsync(response, status);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_booking_is_made_read_extended_and_given_back()
    {
        var wish = new { qosProfile = "QOS_M", device = "10.2.0.7", duration = 600 };
        JsonElement made = await BodyAsync(await _server.Client.PostAsJsonAsync("api/v1/bookings", wish, Stop), HttpStatusCode.Created);
        string id = made.GetProperty("bookingId").GetString()!;
        Assert.Equal("AVAILABLE", made.GetProperty("qosStatus").GetString());
        Assert.Equal(4_000_000, (await LinkAsync("floor2")).GetProperty("bookedBitsPerSecond").GetInt64());

        var more = new { requestedAdditionalDuration = 300 };
        JsonElement longer = await BodyAsync(
            await _server.Client.PostAsJsonAsync($"api/v1/bookings/{id}/extend", more, Stop), HttpStatusCode.OK);
        Assert.Equal(900, longer.GetProperty("duration").GetInt64());

        using HttpResponseMessage gone = await _server.Client.DeleteAsync($"api/v1/bookings/{id}", Stop);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        JsonElement over = await _server.Client.GetFromJsonAsync<JsonElement>($"api/v1/bookings/{id}", Stop);
        Assert.Equal("UNAVAILABLE", over.GetProperty("qosStatus").GetString());
        Assert.Equal("DELETE_REQUESTED", over.GetProperty("statusInfo").GetString());
        Assert.Equal(0, (await LinkAsync("floor2")).GetProperty("reservedBitsPerSecond").GetInt64());
    }

    [Fact]
    public async Task What_does_not_fit_cannot_be_booked()
    {
        var wish = new { qosProfile = "QOS_L", device = "10.1.0.0/16", duration = 600 };
        JsonElement problem = await BodyAsync(
            await _server.Client.PostAsJsonAsync("api/v1/bookings", wish, Stop), HttpStatusCode.Conflict);
        Assert.Contains("floor1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"qosProfile":"QOS_X","device":"10.2.0.7","duration":60}""", "there is QOS_S, QOS_M, QOS_L")]
    [InlineData("""{"qosProfile":"QOS_S","device":"10.2.0.7/16","duration":60}""", "is no device")]
    [InlineData("""{"qosProfile":"QOS_S","device":"attic","duration":60}""", "is no device")]
    [InlineData("""{"qosProfile":"QOS_S","device":"10.2.0.7","duration":0}""", "duration is 0")]
    [InlineData("""{"qosProfile":"QOS_S","device":"10.2.0.7"}""", "duration is ")]
    public async Task A_wrong_booking_is_answered_with_a_problem(string body, string detail)
    {
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _server.Client.PostAsync("api/v1/bookings", content, Stop);
        JsonElement problem = await BodyAsync(response, HttpStatusCode.BadRequest);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/v1/links")]
    [InlineData("api/v1/bookings")]
    [InlineData("api/v1/sessions/ended")]
    [InlineData("api/v1/sessions/12345678/history")]
    public async Task Who_is_not_on_this_machine_sees_none_of_it(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.7");
        using HttpResponseMessage response = await _server.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Metrics_tell_what_is_promised()
    {
        string metrics = await _server.Client.GetStringAsync("metrics", Stop);
        Assert.Contains("\nstreaming_link_reserved_bits_per_second{link=\"floor1\"} 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\nstreaming_rtsp_requests_policed_total{reason=\"requests\"} 0\n", metrics, StringComparison.Ordinal);
    }

    private Task<JsonElement> LinkAsync(string name) => _server.Client.GetFromJsonAsync<JsonElement>($"api/v1/links/{name}", Stop);

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        string text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(status == response.StatusCode, text);
        return JsonElement.Parse(text);
    }
}
