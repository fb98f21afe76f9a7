namespace Streaming.Qos.Monitoring;

/// <summary>Whether one term is kept: evidence against it adds up and evidence for it takes away; beyond the onset it is violated, and
/// after a calm without a break it is kept again.</summary>
/// <param name="onset">In the unit of the evidence; at least 1.</param>
/// <param name="calm">Zero: kept again at once.</param>
internal sealed class TermTracker(Term term, Measure? promised, long onset, TimeSpan calm)
{
    private readonly TimeSpan[] _byParty = new TimeSpan[4];
    private readonly long[] _votes = new long[4];
    private long _evidence;
    private Instant _since;
    private Instant _accounted;
    private Instant? _goodSince;
    private Measure? _worst;
    private int _violations;
    private Instant? _first;

    /// <summary>The bound; null: the term is only measured.</summary>
    public Measure? Promised { get; private set; } = promised;

    public Violation? Standing { get; private set; }

    public bool IsViolated => Standing is not null;

    /// <summary>The time that the last bad sample spoke of began then; null: the last one was good, or there is no violation.</summary>
    public Instant? BadFrom { get; private set; }

    /// <summary>What was met between two instants.</summary>
    /// <param name="weight">Above zero: evidence against; below: for.</param>
    /// <returns>What that changes, where it changes anything.</returns>
    public Violation? Judge(long weight, Measure measured, Party by, Instant from, Instant to)
    {
        if (_worst is not { } worst || measured.Value > worst.Value)
            _worst = measured;
        if (Promised is not { } bound)
            return null;
        BadFrom = weight > 0 ? from : null;
        if (Standing is not null)
            return weight > 0 ? Prolong(measured, by, to) : Calm(from, to);
        if (weight > 0 && _evidence == 0)
        {
            _since = from;
            Array.Clear(_votes);
        }

        _evidence = Math.Max(0, _evidence + weight);
        if (weight <= 0)
            return null;
        _votes[(int)by] += weight;
        return _evidence >= onset ? Begin(bound, measured, to) : null;
    }

    /// <summary>Another contract promises something else: what was found against the old one is over.</summary>
    public Violation? Promise(Measure? bound, Instant now)
    {
        if (bound == Promised)
            return null;
        Violation? ended = Standing is null ? null : End(now);
        (Promised, _evidence) = (bound, 0);
        return ended;
    }

    /// <summary>A state, not a sample: what stood until now stands on.</summary>
    public void Account(Instant now)
    {
        if (Standing is not { } standing || now <= _accounted)
            return;
        _byParty[(int)standing.By] += now - _accounted;
        _accounted = now;
    }

    public TermVerdict Verdict() => new(term, Promised, _worst, Standing, _violations, _first, [.. _byParty]);

    private Violation Begin(Measure bound, Measure measured, Instant now)
    {
        Party by = (Party)Array.IndexOf(_votes, _votes.Max());
        Standing = new(term, by, bound, measured, _since, Until: null);
        _violations++;
        _first ??= _since;
        _byParty[(int)by] += now - _since;
        (_accounted, _goodSince, _evidence) = (now, null, 0);
        return Standing;
    }

    private Violation? Prolong(Measure measured, Party by, Instant now)
    {
        if (measured.Value > Standing!.Measured.Value)
            Standing = Standing with { Measured = measured };
        _byParty[(int)by] += now - _accounted;
        (_accounted, _goodSince) = (now, null);
        return null;
    }

    private Violation? Calm(Instant from, Instant to)
    {
        _goodSince ??= from;
        return to - _goodSince.Value >= calm ? End(_accounted) : null;
    }

    private Violation End(Instant until)
    {
        Violation ended = Standing! with { Until = until };
        Standing = null;
        return ended;
    }
}
