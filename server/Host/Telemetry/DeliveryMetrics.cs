using System.Text.Json;
using Streaming.Server.Host.DataPlane;

namespace Streaming.Server.Host.Telemetry;

/// <summary>What the data plane has counted.</summary>
internal static class DeliveryMetrics
{
    public static void Write(MetricsText text, DeliveryReport report)
    {
        FlowReport flow = report.Flow;
        text.Counter("streaming_rtp_packets_sent_total", "RTP packets sent.", flow.Packets)
            .Counter("streaming_rtp_sent_bytes_total", "Their bytes, RTP headers included, UDP and IP headers not.", flow.Bytes)
            .Counter("streaming_rtcp_packets_sent_total", "Compound RTCP packets sent.", flow.ControlPackets)
            .Counter("streaming_rtcp_packets_received_total", "RTCP packets taken as reports of clients.", report.Reports)
            .Counter("streaming_rtcp_packets_malformed_total", "Datagrams to the report port that were no reports.", report.Garbage)
            .Counters("streaming_rtp_packets_dropped_total", "RTP packets that were due and did not reach the wire.", "reason",
                Enum.GetValues<DropReason>().Select(reason => (Word(reason), (double)flow.DroppedFor(reason))))
            .Gauges("streaming_departure_lateness_seconds", "How long after its due time a packet left, since the start.", "quantile",
                [("0.5", flow.LatenessMedian.TotalSeconds), ("0.99", flow.Lateness99.TotalSeconds), ("1", flow.LatenessWorst.TotalSeconds)])
            .Gauge("streaming_sessions_sending", "Sessions whose media is being sent now.", report.Sessions);
    }

    private static string Word(DropReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
}
