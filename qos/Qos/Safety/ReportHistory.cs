namespace Streaming.Qos.Safety;

/// <summary>The last reports with what had been sent by then: what the congestion breaker averages over.</summary>
internal sealed class ReportHistory
{
    /// <summary>Reports that can be averaged over: the longest CB_INTERVAL is 15 s, so that 128 hold for receivers that report every
    /// 0.12 s.</summary>
    public const int MostReports = 128;

    // One more: each report speaks of the time since the one before it.
    private readonly Entry[] _ring = new Entry[MostReports + 1];
    private long _count;

    /// <summary>Reports since the last restart.</summary>
    public long Reports => _count - 1;

    /// <summary>Sending begins, or its rate has changed: what was before does not count.</summary>
    public void Restart(Instant now, long packets)
    {
        _ring[0] = new(now, packets, 0);
        _count = 1;
    }

    public void Add(Instant now, long packets, byte fractionLost) => _ring[_count++ % _ring.Length] = new(now, packets, fractionLost);

    /// <summary>Over the last so many reports: the time they speak of, the packets sent in it, the sum of their fractions
    /// lost.</summary>
    public (TimeSpan Time, long Packets, int Fractions) Last(int reports)
    {
        Invariant.That(reports <= Reports && reports <= MostReports);
        Entry last = _ring[(_count - 1) % _ring.Length];
        Entry before = _ring[(_count - 1 - reports) % _ring.Length];
        int fractions = 0;
        for (long i = _count - reports; i < _count; i++)
            fractions += _ring[i % _ring.Length].FractionLost;
        return (last.At - before.At, last.Packets - before.Packets, fractions);
    }

    private readonly record struct Entry(Instant At, long Packets, byte FractionLost);
}
