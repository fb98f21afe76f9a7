using System.Text.Json;
using Microsoft.Extensions.Logging;
using Streaming.Server.Host.Telemetry;

namespace Streaming.Server.Tests.Telemetry;

public sealed class LogLineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_has_time_level_area_and_message()
    {
        Assert.Equal("2026-01-31T12:00:00Z INF [RTSP] [session 7265d875] playing 'film'",
            LogLine.Text(Event("[session 7265d875] playing 'film'")));
    }

    [Theory]
    [InlineData("one\ntwo", @"one\x0atwo")]
    [InlineData("one\r\n2026-01-31T12:00:00Z INF [RTSP] forged", @"one\x0d\x0a2026-01-31T12:00:00Z INF [RTSP] forged")]
    [InlineData("\u001b[2J", @"\x1b[2J")]
    [InlineData("\u2028", @"\x2028")]
    public void What_comes_from_the_network_begins_no_line_of_its_own(string message, string written) =>
        Assert.Equal("2026-01-31T12:00:00Z INF [RTSP] " + written, LogLine.Text(Event(message)));

    [Fact]
    public void An_exception_stays_on_the_line()
    {
        IOException wrong = new("disk", new IOException("full"));
        string line = LogLine.Text(Event("failed") with { Level = LogLevel.Error, Exception = wrong });
        Assert.StartsWith("2026-01-31T12:00:00Z ERR [RTSP] failed: System.IO.IOException: disk | ", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Machines_get_one_object_with_the_values_as_fields()
    {
        string line = LogLine.Json(Event("3 lost\n") with
        {
            Id = new(7, "Lost"),
            Fields =
            [
                new("Count", 3), new("Session", "7265d875"), new("Rate", BitRate.Mbps(2)), new("None", null),
                new("{OriginalFormat}", "{Count} lost"),
            ],
        });
        Assert.DoesNotContain('\n', line);
        JsonElement json = JsonElement.Parse(line);
        Assert.Equal("2026-01-31T12:00:00.000Z", json.GetProperty("time").GetString());
        Assert.Equal("info", json.GetProperty("level").GetString());
        Assert.Equal("RTSP", json.GetProperty("area").GetString());
        Assert.Equal("Lost", json.GetProperty("event").GetString());
        Assert.Equal("3 lost\n", json.GetProperty("message").GetString());
        Assert.Equal(3, json.GetProperty("count").GetInt32());
        Assert.Equal("7265d875", json.GetProperty("session").GetString());
        Assert.Equal("2 Mb/s", json.GetProperty("rate").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("none").ValueKind);
        Assert.Equal(9, json.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("Streaming.Server.Host.Control.RtspServer", "RTSP")]
    [InlineData("Streaming.Server.Host.DataPlane.Delivery", "RTP")]
    [InlineData("Streaming.Server.Host.Library.LibraryWatcher", "LIBRARY")]
    [InlineData("Streaming.Server.Host.Configuration.ConfigurationWatcher", "CONFIG")]
    [InlineData("Streaming.Server.Host.StreamingServer", "SERVER")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "HTTP")]
    public void The_area_follows_from_the_folder(string category, string area) => Assert.Equal(area, LogArea.Of(category));

    private static LogEvent Event(string message) => new(Noon, LogLevel.Information, "RTSP", default, message, [], null);
}
