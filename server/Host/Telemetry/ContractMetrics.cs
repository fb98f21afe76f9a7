using Streaming.Qos.Admission;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Telemetry;

/// <summary>What is promised, and how it is kept.</summary>
internal static class ContractMetrics
{
    public static void Write(MetricsText text, RtspServer server)
    {
        DeskCounters desk = server.Desk.Counters;
        text.Gauge("streaming_reservations", "Reservations that stand now.", desk.Reservations)
            .Counter("streaming_reservations_granted_total", "Contracts granted, changed ones included.", desk.Granted)
            .Counter("streaming_reservations_expired_total", "Reservations that ended without a sign of life.", desk.Expired)
            .Counters("streaming_reservations_refused_total", "Wishes for a contract refused, by what was short.", "limit",
                desk.Refused.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, (double)pair.Value)))
            .Counter("streaming_contract_violations_total", "Terms found not to be kept.", server.Monitors.Violations)
            .Counter("streaming_rtcp_picture_losses_total", "Picture loss indications of viewers.", server.Monitors.PictureLosses)
            .Counters("streaming_contracts_ended_total", "Sessions that are over, by whether their contract was met.", "verdict",
                [("met", server.Monitors.Met), ("violated", server.Monitors.Broken)])
            .Counter("streaming_renegotiations_total", "Sessions moved to another level by the server.", server.Engine.Moves)
            .Counter("streaming_sessions_ended_for_room_total", "Sessions ended because nothing else helped.", server.Engine.Ends);

        Write(text, server.Monitors.Repairs);
        IReadOnlyList<LinkUsage> links = server.Desk.Usage();
        Gauge("streaming_link_capacity_bits_per_second", "What a link carries.", link => link.Link.Rate);
        Gauge("streaming_link_reservable_bits_per_second", "What of it may be promised.", link => link.Link.ReservableRate);
        Gauge("streaming_link_reserved_bits_per_second", "What of it is promised.", link => link.Reserved);
        Gauge("streaming_link_used_bits_per_second", "What of it is used by sessions of this server.", link => link.Used ?? BitRate.Zero);

        void Gauge(string name, string help, Func<LinkUsage, BitRate> value) => text.Gauges(
            name, help, "link", links.Select(link => (link.Link.Name, (double)value(link).BitsPerSecond)));
    }

    private static void Write(MetricsText text, RepairFigures repairs) => text
        .Counters("streaming_repair_packets_sent_total", "RTP packets sent to mend others: parity, and what was asked for again.", "kind",
            [("parity", repairs.ParityPackets), ("resent", repairs.ResentPackets)])
        .Counters("streaming_repair_sent_bytes_total", "Their bytes, RTP headers included, UDP and IP headers not.", "kind",
            [("parity", repairs.ParityBytes), ("resent", repairs.ResentBytes)])
        .Counters("streaming_resends_refused_total", "Packets that were asked for and not sent again.", "reason",
        [
            ("unknown", repairs.RefusedUnknown), ("too_old", repairs.RefusedTooOld),
            ("too_often", repairs.RefusedTooOften), ("no_budget", repairs.RefusedNoBudget),
        ]);
}
