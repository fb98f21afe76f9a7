using System.Text.Json;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Telemetry;

/// <summary>What the control plane has counted.</summary>
internal static class ControlMetrics
{
    public static void Write(MetricsText text, in ControlCounters now) => text
        .Gauge("streaming_rtsp_connections", "RTSP connections open now.", now.Connections)
        .Counter("streaming_rtsp_connections_total", "RTSP connections accepted.", now.ConnectionsAccepted)
        .Counter("streaming_rtsp_connections_refused_total", "RTSP connections closed at the door, beyond a limit.", now.ConnectionsRefused)
        .Counter("streaming_rtsp_connections_cut_total", "RTSP connections ended: idle, too slow or not reading.", now.ConnectionsCut)
        .Counter("streaming_rtsp_requests_total", "RTSP requests answered.", now.Requests)
        .Counter("streaming_rtsp_requests_refused_total", "RTSP requests answered with a status of 400 or more.", now.RequestsRefused)
        .Counter("streaming_rtsp_messages_malformed_total", "What came over RTSP connections and was no message.", now.MalformedMessages)
        .Counters("streaming_rtsp_requests_policed_total", "Requests refused to clients who asked more than their share.", "reason",
            now.Policed.Select((count, excess) => (Word((PolicingExcess)excess), (double)count)))
        .Counter("streaming_rtsp_connections_hung_up_total", "RTSP connections of clients who went on all the same.", now.ConnectionsHungUp)
        .Gauge("streaming_sessions", "Sessions there are now.", now.Sessions)
        .Gauge("streaming_sessions_playing", "Sessions that play now.", now.SessionsPlaying)
        .Counter("streaming_sessions_opened_total", "Sessions ever opened.", now.SessionsOpened)
        .Counter("streaming_sessions_expired_total", "Sessions whose viewers went without a word.", now.SessionsExpired)
        .Counter("streaming_sessions_failed_total", "Sessions whose film or connection failed.", now.SessionsFailed);

    private static string Word(PolicingExcess excess) => JsonNamingPolicy.SnakeCaseLower.ConvertName(excess.ToString());
}
