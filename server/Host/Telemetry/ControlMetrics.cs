using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Telemetry;

/// <summary>What the control plane has counted.</summary>
internal static class ControlMetrics
{
    public static void Write(MetricsText text, in ControlCounters counters) => text
        .Gauge("streaming_rtsp_connections", "RTSP connections open now.", counters.Connections)
        .Counter("streaming_rtsp_connections_total", "RTSP connections accepted.", counters.ConnectionsAccepted)
        .Counter("streaming_rtsp_connections_refused_total", "RTSP connections closed at the door, beyond a limit.", counters.ConnectionsRefused)
        .Counter("streaming_rtsp_connections_cut_total", "RTSP connections ended for being idle, too slow or not reading.", counters.ConnectionsCut)
        .Counter("streaming_rtsp_requests_total", "RTSP requests answered.", counters.Requests)
        .Counter("streaming_rtsp_requests_refused_total", "RTSP requests answered with a status of 400 or more.", counters.RequestsRefused)
        .Counter("streaming_rtsp_messages_malformed_total", "What came over RTSP connections and was no message.", counters.MalformedMessages)
        .Gauge("streaming_sessions", "Sessions there are now.", counters.Sessions)
        .Gauge("streaming_sessions_playing", "Sessions that play now.", counters.SessionsPlaying)
        .Counter("streaming_sessions_opened_total", "Sessions ever opened.", counters.SessionsOpened)
        .Counter("streaming_sessions_expired_total", "Sessions whose viewers went without a word.", counters.SessionsExpired)
        .Counter("streaming_sessions_failed_total", "Sessions whose film or connection failed.", counters.SessionsFailed);
}
