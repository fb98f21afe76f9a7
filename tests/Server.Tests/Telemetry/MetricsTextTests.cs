using Streaming.Server.Host.Telemetry;

namespace Streaming.Server.Tests.Telemetry;

public sealed class MetricsTextTests
{
    [Fact]
    public void Each_metric_comes_with_its_sentence_and_type()
    {
        MetricsText text = new MetricsText()
            .Counter("streaming_packets_total", "Packets sent.", 3)
            .Gauges("streaming_build_info", "Version.", "version", [("1.0 \"beta\"\n", 0.5)]);
        Assert.Equal(
            """
            # HELP streaming_packets_total Packets sent.
            # TYPE streaming_packets_total counter
            streaming_packets_total 3
            # HELP streaming_build_info Version.
            # TYPE streaming_build_info gauge
            streaming_build_info{version="1.0 \"beta\"\n"} 0.5

            """, text.ToString());
    }
}
