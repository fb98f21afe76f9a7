using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Streaming.EndToEnd.Tests.Player;
using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>Room that is booked is there for who names the booking, for nobody else, and after a restart of the server too.</summary>
public sealed class BookingTests(LinkedServer linked) : IClassFixture<LinkedServer>
{
    [Fact]
    public async Task Who_names_the_booking_plays_where_others_are_refused_until_it_is_given_back()
    {
        JsonElement booking = await BookAsync();
        string id = booking.GetProperty("bookingId").GetString()!;
        Assert.Equal("AVAILABLE", booking.GetProperty("qosStatus").GetString());
        Assert.Equal(LinkedServer.Plenty, (await linked.LinkAsync()).GetProperty("bookedBitsPerSecond").GetInt64());
        await OnlyTheBookingPlaysAsync(id);

        await linked.RestartAsync();
        JsonElement kept = await linked.Server.GetJsonAsync($"api/v1/bookings/{id}");
        Assert.Equal(booking.GetProperty("expiresAt").GetDateTimeOffset(), kept.GetProperty("expiresAt").GetDateTimeOffset());
        await OnlyTheBookingPlaysAsync(id);

        using HttpResponseMessage freed = await linked.Server.Http.DeleteAsync(
            new Uri($"api/v1/bookings/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, freed.StatusCode);
        Assert.Equal(0, (await linked.LinkAsync()).GetProperty("reservedBitsPerSecond").GetInt64());
        (ProgramResult run, _) = await PlayAsync();
        Assert.True(run.ExitCode == 0, $"{run}\n{linked.Server.Log}");
        (run, JsonElement report) = await PlayAsync("--booking", id);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("booking", report.GetProperty("refusal").GetProperty("limit").GetString());
    }

    private async Task OnlyTheBookingPlaysAsync(string id)
    {
        (ProgramResult refused, JsonElement report) = await PlayAsync();
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("('access')", refused.Errors, StringComparison.Ordinal);
        JsonElement refusal = report.GetProperty("refusal");
        Assert.Equal("access", refusal.GetProperty("limit").GetString());
        Assert.Equal("0b/s", refusal.GetProperty("available").GetString());

        (ProgramResult run, JsonElement played) = await PlayAsync("--booking", id);
        Assert.True(run.ExitCode == 0, $"{run}\n{linked.Server.Log}");
        JsonElement contract = played.GetProperty("contracts").EnumerateArray().Last();
        Assert.Equal("source", contract.GetProperty("point").GetString());
        Assert.True(played.GetProperty("contractKept").GetBoolean());
        Assert.All(played.GetProperty("streams").EnumerateArray(), stream => Assert.Equal(0, stream.GetProperty("lost").GetInt64()));
    }

    private Task<(ProgramResult Run, JsonElement Report)> PlayAsync(params string[] more) =>
        OwnPlayer.ReportAsync(linked.Server.Address(LinkedServer.Titles.Short), ["--duration", "2", "--transport", "udp", .. more]);

    private async Task<JsonElement> BookAsync()
    {
        using HttpResponseMessage answer = await linked.Server.Http.PostAsJsonAsync(
            "api/v1/bookings", new { qosProfile = "WHOLE", device = "127.0.0.1", duration = 600 });
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
