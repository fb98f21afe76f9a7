using Streaming.Server.Channels;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Host.Channels;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Telemetry;

/// <summary>The multicast channels: what leaves for them, and how their receivers fare.</summary>
internal static class ChannelMetrics
{
    private static readonly string[] ByChannel = ["channel"], ByQuantile = ["channel", "quantile"];

    public static void Write(MetricsText text, ChannelTable table)
    {
        (string Name, ChannelSender Sender, ChannelFigures Figures)[] sent =
        [
            .. from run in table.Runs
               let sender = run.Sender
               where sender is not null
               select (run.Name, sender, sender.Feedback.Snapshot()),
        ];
        text.Gauge("streaming_channels", "Multicast channels that are declared.", table.Runs.Count)
            .Gauge("streaming_channels_sending", "Those of them that are sent now.", table.Runs.Count(run => run.IsSent))
            .Counters("streaming_channel_transport_stream_packets_sent_total", "RTP packets of MPEG-TS and of its parity.", ByChannel,
                from run in table.Runs
                let stream = run.TransportStream
                where stream is not null
                select (Labels(run.Name), (double)stream.WholeStreams.Sum(whole => whole.PacketsSent)));
        Gauge("streaming_channel_receivers", "Sessions that have joined a channel.", one => one.Figures.Members);
        Gauge("streaming_channel_receivers_reporting", "Those of them that are heard of.", one => one.Figures.Reporting);
        Counter("streaming_channel_packets_sent_total", "RTP packets of lanes sent to the groups of a channel, parity left out.",
            one => one.Sender.Streams.Sum(stream => stream.PacketsSent));
        Counter("streaming_channel_sent_bytes_total", "Their payload.", one => one.Sender.Streams.Sum(stream => stream.OctetsSent));
        Counter("streaming_channel_parity_packets_sent_total", "Packets of parity sent to the groups of a channel.",
            one => one.Sender.Lanes.Sum(lane => lane.Parity?.PacketsSent ?? 0));
        Counter("streaming_channel_resent_packets_total", "Packets sent again to single receivers, bursts included.",
            one => Repairs(one.Figures, repair => repair.ResentPackets));
        Counter("streaming_channel_resent_bytes_total", "Their bytes, RTP headers included, UDP and IP headers not.",
            one => Repairs(one.Figures, repair => repair.ResentBytes));
        Counter("streaming_channel_resends_refused_total", "Packets that were asked for and not sent again.",
            one => Repairs(one.Figures, repair =>
                repair.RefusedUnknown + repair.RefusedTooOld + repair.RefusedTooOften + repair.RefusedNoBudget));
        Counter("streaming_channel_reports_total", "Compound RTCP packets taken from receivers.", one => one.Figures.Reports);
        Counter("streaming_channel_reports_strange_total", "Those of others, which count for nothing.", one => one.Figures.Strangers);
        Counter("streaming_channel_reports_dropped_total", "Left out since too many came at once, or malformed.",
            one => one.Figures.Overrun + one.Figures.Malformed);
        Gauge("streaming_channel_delay_seconds", "From sending to presentation, as receivers are told.",
            one => one.Figures.Delay.TotalSeconds);
        text.Gauges("streaming_channel_skew_seconds", "How much later than that receivers present.", ByQuantile,
            from one in sent
            where one.Figures.Skew.Count > 0
            from quantile in Quantiles(one.Name, one.Figures.Skew, skew => skew.TotalSeconds)
            select quantile);
        text.Gauges("streaming_channel_loss_ratio", "Lost in the network before repair; of the lane that loses most.", ByQuantile,
            from one in sent
            let worst = one.Figures.Lanes.Where(lane => lane.Loss.Count > 0).MaxBy(lane => lane.Loss.P99)
            where worst is not null
            from quantile in Quantiles(one.Name, worst.Loss, loss => loss.Billionths / 1e9)
            select quantile);

        void Gauge(string name, string help, Func<(string Name, ChannelSender Sender, ChannelFigures Figures), double> value) =>
            text.Gauges(name, help, ByChannel, sent.Select(one => (Labels(one.Name), value(one))));

        void Counter(string name, string help, Func<(string Name, ChannelSender Sender, ChannelFigures Figures), double> value) =>
            text.Counters(name, help, ByChannel, sent.Select(one => (Labels(one.Name), value(one))));
    }

    private static long Repairs(ChannelFigures figures, Func<RepairFigures, long> count) => figures.Lanes.Sum(lane => count(lane.Repair));

    private static IEnumerable<(string[] Labels, double Value)> Quantiles<T>(string name, Spread<T> spread, Func<T, double> value) =>
    [
        (Labels(name, "0"), value(spread.Least)), (Labels(name, "0.5"), value(spread.Median)), (Labels(name, "0.95"), value(spread.P95)),
        (Labels(name, "0.99"), value(spread.P99)), (Labels(name, "1"), value(spread.Most)),
    ];

    private static string[] Labels(params string[] labels) => labels;
}
