using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Monitoring;

/// <summary>Compares what one session does with what was promised to it, all the time: windows of the sender and reports of the
/// receiver.</summary>
/// <remarks>Windows and reports come in the order of time. What changes is taken with <see cref="TryTake"/>; <see cref="Verdict"/> may be
/// asked for at any time, by the owner's thread.</remarks>
public sealed class ContractMonitor
{
    /// <summary>Who never takes events loses the oldest: 32 are more than all terms can change in a minute.</summary>
    private const int MostEvents = 32;

    private const long Billion = 1_000_000_000;

    /// <summary>How long after it was dropped a packet may turn up as missing in a report: five intervals of reports at their longest. RFC
    /// 3550 §6.2, §6.3.1.</summary>
    private static readonly TimeSpan CreditFor = TimeSpan.FromSeconds(30);

    private readonly MonitorOptions _options;
    private readonly Instant _start;
    private readonly TermTracker[] _terms;
    private readonly Queue<Violation> _events = new();
    private Conformance _bucket;
    private Contract _contract;
    private long _dropped;
    private long _credit;
    private Instant _creditUntil;
    private Instant _moved;

    /// <param name="level">What was agreed on, in the session's ladder.</param>
    public ContractMonitor(Contract contract, int level, Instant start, MonitorOptions? options = null)
    {
        _options = options ?? MonitorOptions.Default;
        (_contract, _start, _moved, _bucket) = (contract, start, start, new(contract.Traffic));
        TimeSpan windows = _options.CalmWindows, reports = _options.CalmReports;
        _terms =
        [
            new(Term.Conformance, Bound(Term.Conformance), _options.OnsetWindows, windows),
            new(Term.Lateness, Bound(Term.Lateness), _options.OnsetWindows, windows),
            new(Term.Delay, Bound(Term.Delay), _options.OnsetReports, reports),
            new(Term.Jitter, Bound(Term.Jitter), _options.OnsetReports, reports),
            new(Term.Loss, Bound(Term.Loss), _options.OnsetPackets * Billion, reports),
            new(Term.LossBurst, Bound(Term.LossBurst), 1, reports),
            new(Term.Quality, Measure.Level(level), 1, TimeSpan.Zero),
        ];
    }

    private TermTracker Of(Term term) => _terms[(int)term];

    public bool IsViolated(Term term) => Of(term).IsViolated;

    /// <summary>The network breaks a promise, and the last report says so of a time in which the session played what it plays now: not of
    /// one before the last change.</summary>
    public bool IsHurt => _terms.Any(term =>
        term.Standing is { By: Party.Network, Term: not Term.Quality } && term.BadFrom >= _moved);

    /// <summary>What the receiver could not use, by its last report.</summary>
    public Ratio LastLoss { get; private set; }

    /// <summary>Another generation is in force from now on.</summary>
    public void Adopt(Contract contract, Instant now)
    {
        (_contract, _bucket) = (contract, new(contract.Traffic));
        for (Term term = Term.Conformance; term < Term.Quality; term++)
            Tell(Of(term).Promise(Bound(term), now));
    }

    /// <summary>The session plays another level of its ladder; worse than agreed on is a violation by whoever wanted it.</summary>
    public void Moved(int level, Party by, Instant now)
    {
        _moved = now;
        TermTracker quality = Of(Term.Quality);
        quality.Account(now);
        if (quality.Standing is { } standing && standing.By != by)
            Tell(quality.Judge(-1, Measure.Level(level), by, now, now));
        long worse = level - quality.Promised!.Value.Value;
        Tell(quality.Judge(worse, Measure.Level(level), by, now, now));
    }

    /// <summary>What the sender did.</summary>
    public void Accept(in SendWindow window)
    {
        Instant end = window.Start + MonitoringWindow.Length;
        if (window.Dropped.Packets > 0)
            (_dropped, _credit, _creditUntil) = (_dropped + window.Dropped.Packets, _credit + window.Dropped.Packets, end + CreditFor);

        ByteCount excess = _bucket.Excess(window.Sent.Bytes);
        Measure burst = Measure.Of(_contract.Traffic.Depth + excess);
        Tell(Of(Term.Conformance).Judge(excess > ByteCount.Zero ? 1 : -1, burst, Party.Server, window.Start, end));

        // Many packets late by much weigh as much as many late windows: a stall of a second is one window with all of them.
        long weight = Math.Min(window.Late.Packets, 1 + (window.WorstLateness.Ticks / MonitoringWindow.Length.Ticks));
        Party by = window.Blocked.Packets > 0 ? Party.Network : Party.Server;
        Tell(Of(Term.Lateness).Judge(weight > 0 ? weight : -1, Measure.Of(window.WorstLateness), by, window.Start, end));
    }

    /// <summary>What the receiver says, at <paramref name="now"/>: of one stream after another, or of all together.</summary>
    public void Accept(in ReceptionFigures figures, Instant now)
    {
        Instant from = now - figures.Interval;
        bool isServerAtFault = IsViolated(Term.Conformance) || IsViolated(Term.Lateness);
        Party network = isServerAtFault ? Party.Server : Party.Network;
        JudgeLoss(in figures, network, from, now);
        if (figures.RoundTrip is { } roundTrip)
            JudgeTime(Term.Delay, roundTrip / 2, network, from, now);
        if (figures.Jitter is { } jitter)
            JudgeTime(Term.Jitter, jitter > figures.OwnJitter ? jitter - figures.OwnJitter : TimeSpan.Zero, network, from, now);
    }

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Violation? violation) => _events.TryDequeue(out violation);

    /// <summary>So far; the last word once the session has ended.</summary>
    public Verdict Verdict(Instant at)
    {
        Of(Term.Quality).Account(at);
        IEnumerable<TermVerdict> terms = _terms.Select(term => term.Verdict());
        return new(_start, at, [.. terms.Where(term => term.Promised is not null || term.Worst is not null)]);
    }

    private void JudgeLoss(in ReceptionFigures figures, Party network, Instant from, Instant now)
    {
        // What was dropped here may have had a number already, and then is missed there as well, in this report or in that of another
        // stream: it is counted once.
        _credit = now > _creditUntil ? 0 : _credit;
        long missed = Math.Max(0, figures.Lost);
        long known = Math.Min(_credit, missed);
        long dropped = _dropped;
        long onTheWay = missed - known;
        (_dropped, _credit) = (0, _credit - known);
        long discarded = Math.Max(0, figures.Discarded ?? 0);
        long useless = dropped + onTheWay + discarded;
        Party by = discarded > onTheWay + dropped ? Party.Receiver : dropped > onTheWay ? Party.Server : network;

        long allowed = Of(Term.Loss).Promised is { } bound ? (long)((Int128)bound.Value * figures.Expected) : 0;
        long weight = (useless * Billion) - allowed;
        if (figures.Expected > 0 || useless > 0)
        {
            LastLoss = Ratio.Of(useless, Math.Max(figures.Expected, useless));
            Tell(Of(Term.Loss).Judge(weight, Measure.Of(LastLoss), by, from, now));
        }

        // One packet is never a burst, whatever was promised.
        if (figures.LossRun is { } run)
        {
            long beyond = run - Math.Max(1, Of(Term.LossBurst).Promised?.Value ?? 0);
            Tell(Of(Term.LossBurst).Judge(beyond, Measure.Packets(run), known > onTheWay ? Party.Server : network, from, now));
        }
    }

    private void JudgeTime(Term term, TimeSpan measured, Party by, Instant from, Instant now)
    {
        TermTracker tracker = Of(term);
        Tell(tracker.Judge(measured.Ticks > (tracker.Promised?.Value ?? long.MaxValue) ? 1 : -1, Measure.Of(measured), by, from, now));
    }

    private Measure? Bound(Term term) => term switch
    {
        Term.Conformance => Measure.Of(_contract.Traffic.Depth),
        Term.Lateness => Measure.Of(_options.LateAfter),
        Term.Delay => Shorter(_contract.Asked.Delay, _contract.DelayBound) is { } delay ? Measure.Of(delay) : null,
        Term.Jitter => _contract.Asked.Jitter is { } jitter ? Measure.Of(jitter) : null,
        Term.Loss => _contract.Asked.Loss is { } loss ? Measure.Of(loss) : null,
        Term.LossBurst => _contract.Asked.LossBurst is { } burst ? Measure.Packets(burst) : null,
        _ => null,
    };

    private static TimeSpan? Shorter(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right : left;

    private void Tell(Violation? change)
    {
        if (change is null)
            return;
        if (_events.Count == MostEvents)
            _events.Dequeue();
        _events.Enqueue(change);
    }
}
