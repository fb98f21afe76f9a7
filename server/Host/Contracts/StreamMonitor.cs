using Streaming.Formats.Rtcp;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Safety;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>What the receiver says of one stream, report by report, and the circuit breaker it feeds.</summary>
/// <param name="isReserved">Its rate is kept free: what TCP would send under the same losses is then no measure. RFC 8083 §4.3.</param>
/// <param name="canReduce">Its session has a level of a tenth of the rate.</param>
internal sealed class StreamMonitor(SessionStream stream, bool isReserved, bool canReduce)
{
    private ReceptionReport? _last;
    private long _packets;

    /// <summary>Over TCP nothing trips: TCP itself is one.</summary>
    public CircuitBreaker Breaker { get; } = new(new() { WatchesCongestion = !isReserved, CanReduceTenfold = canReduce });

    /// <summary>What has been logged of the breaker.</summary>
    public BreakerCause Told { get; set; }

    /// <summary>What a new report says about the time since the one before; null where there is no new one, or none before it.</summary>
    public ReceptionFigures? Take(bool isSending, Instant now)
    {
        bool isUdp = stream.Connection is null;
        long packets = stream.Sending.PacketsSent;
        if (isUdp && isSending && packets > _packets)
            Breaker.Sent(packets - _packets, now);
        else if (!isSending)
            Breaker.Pause();
        _packets = packets;

        ReceptionReport? report = stream.Sending.Reception;
        if (report is null || ReferenceEquals(report, _last))
        {
            // The breaker's timeout is not asked for: ffmpeg reports by bytes received, of quiet sound less than once in fifteen seconds.
            // Whoever falls silent by his own measure is sent no more until he is heard again, which is what RFC 8083 §4.1 wants.
            return null;
        }

        ReceptionReport? before = _last;
        _last = report;
        ReportBlock block = report.Block;
        if (isUdp)
            Breaker.Accept(new(block.FractionLost, block.HighestSequence, report.RoundTrip), now);
        if (before is null)
            return null;
        return new ReceptionFigures
        {
            Interval = report.At - before.At,
            Expected = Math.Max(0, unchecked((int)(block.HighestSequence - before.Block.HighestSequence))),
            Lost = block.CumulativeLost - before.Block.CumulativeLost,
            Jitter = stream.Track.Clock.ToLength(block.Jitter),
            RoundTrip = report.RoundTrip,
        };
    }
}
