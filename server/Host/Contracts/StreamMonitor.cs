using Streaming.Qos.Monitoring;
using Streaming.Qos.Safety;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>What the receiver says of one stream, report by report, and the circuit breaker it feeds.</summary>
/// <param name="began">Since when it is watched.</param>
/// <param name="isReserved">Its rate is kept free: what TCP would send under the same losses is then no measure. RFC 8083 §4.3.</param>
/// <param name="canReduce">Its session has a level of a tenth of the rate.</param>
internal sealed class StreamMonitor(SessionStream stream, Instant began, bool isReserved, bool canReduce)
{
    /// <summary>Two minutes of a receiver that reports every two seconds: about 10 kB.</summary>
    private const int MostHistory = 64;

    private readonly Queue<ReceptionEntry> _history = [];
    private readonly ReportRhythm _rhythm = new();
    private ReceptionLedger _ledger = new(stream.Sending.Identity.First.Value);
    private ReceptionReport? _last;
    private long _packets;
    private bool _isSending;

    /// <summary>Over TCP nothing trips: TCP itself is one.</summary>
    public CircuitBreaker Breaker { get; } = new(new() { WatchesCongestion = !isReserved, CanReduceTenfold = canReduce });

    /// <summary>What has been logged of the breaker.</summary>
    public BreakerCause Told { get; set; }

    /// <summary>The newest last.</summary>
    public IReadOnlyCollection<ReceptionEntry> History => _history;

    /// <summary>What new reports say, each about the time since the one before it.</summary>
    public IReadOnlyList<ReceptionEntry> Take(bool isSending, Instant now)
    {
        bool isUdp = stream.Connection is null;
        WatchSending(isUdp && isSending, now);
        IReadOnlyList<ReceptionReport> reports = stream.Sending.Receptions.Reports;
        List<ReceptionEntry> fresh = [];
        for (int i = IndexOfLast(reports) + 1; i < reports.Count; i++)
        {
            ReceptionReport report = reports[i];
            if (isUdp)
                Breaker.Accept(new(report.Block.FractionLost, report.Block.HighestSequence, report.RoundTrip), now);
            _rhythm.Hear(report.At, stream.Sending.OctetsSent);
            fresh.Add(new(report.At, stream.Track.Id, Figures(report)));
            _last = report;
        }

        foreach (ReceptionEntry entry in fresh)
        {
            if (_history.Count == MostHistory)
                _history.Dequeue();
            _history.Enqueue(entry);
        }

        if (isUdp && isSending && _rhythm.IsBroken(now, stream.Sending.OctetsSent))
            Breaker.Check(now);
        return fresh;
    }

    private void WatchSending(bool isSending, Instant now)
    {
        long packets = stream.Sending.PacketsSent;
        if (isSending && !_isSending)
            _rhythm.Begin(now, stream.Sending.OctetsSent);
        if (isSending && packets > _packets)
            Breaker.Sent(packets - _packets, now);
        else if (!isSending)
            Breaker.Pause();
        (_packets, _isSending) = (packets, isSending);
    }

    private int IndexOfLast(IReadOnlyList<ReceptionReport> reports)
    {
        int at = reports.Count - 1;
        while (at >= 0 && !ReferenceEquals(reports[at], _last))
            at--;
        return at;
    }

    private ReceptionFigures Figures(ReceptionReport report)
    {
        (long expected, long lost) = _ledger.Advance(report.Block.HighestSequence, report.Block.CumulativeLost);
        ExtendedFigures extended = report.Extended;
        long? discarded = extended.Discarded
            ?? (extended.DiscardedInAll is { } all ? Math.Max(0, all - (_last?.Extended.DiscardedInAll ?? 0)) : null);
        return new()
        {
            Interval = report.At - (_last?.At ?? began),
            Expected = expected,
            Lost = lost,
            Discarded = discarded,
            LossRun = extended.LossRun is 0 && lost > 0 ? 1 : extended.LossRun,
            Jitter = stream.Track.Clock.ToLength(report.Block.Jitter),
            OwnJitter = report.OwnJitter,
            RoundTrip = report.RoundTrip,
        };
    }
}
