using System.Text.Json;
using Streaming.Player.Reporting;

namespace Streaming.Player.Tests.Reporting;

public sealed class ReceiverReportTests
{
    [Fact]
    public void A_report_survives_the_way_through_json()
    {
        ReceiverReport report = new()
        {
            Url = "rtsp://host/film", Transport = "tcp", Fallback = "why", Outcome = "endOfFilm", WallMs = 1.5, Streams = [],
            StartedAt = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        string json = ReportJson.Write(report);
        Assert.Equal(ReportJson.Write(ReportJson.Read(json)), json);
        Assert.Contains("\"wallMs\": 1.5", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_of_an_amount_of_time_carries_its_unit()
    {
        string[] times = ["jitter", "after", "duration", "skew"];
        JsonElement schema = JsonSerializer.SerializeToElement(Stream(), ReportJson.Default.StreamReport);
        foreach (JsonProperty property in schema.EnumerateObject())
        {
            bool isTime = times.Any(time => property.Name.Contains(time, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(isTime, property.Name.EndsWith("Ms", StringComparison.Ordinal));
        }
    }

    private static StreamReport Stream() => new()
    {
        Number = 0, Kind = "video", Codec = "H264", Language = "und", Packets = 0, Bytes = 0, Expected = 0, Lost = 0, Reordered = 0,
        Duplicates = 0, Late = 0, LossEvents = 0, Malformed = 0, Strays = 0, SourceChanges = 0, Samples = 0,
        DamagedSamples = 0, SampleBytes = 0, Sha256 = "",
        JitterMs = 0, ReportsReceived = 0, ReportsSent = 0,
    };
}
