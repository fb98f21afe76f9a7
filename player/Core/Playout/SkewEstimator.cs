namespace Streaming.Player.Playout;

/// <summary>How much faster than ours the sender's clock runs: the slope of the lower edge of the delays.</summary>
/// <remarks>
/// The median of the slopes between the smallest delays of slices of four seconds (Theil and Sen): a slice in which every packet was held
/// up moves it little. Slopes are taken only between slices of one level: a route that changed is no skew. The line goes back four
/// minutes: at jitter of 10 ms that is good for some millionths.
/// </remarks>
internal sealed class SkewEstimator
{
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(4);

    /// <summary>No crystal in use is worse.</summary>
    private const int Most = 500;

    private const int Slices = 64;

    /// <summary>Slices nearer than half a minute say more of their jitter than of the skew.</summary>
    private const int Apart = 8;

    private readonly List<(Instant At, TimeSpan Least, int Level)> _slices = [];
    private readonly List<double> _slopes = [];
    private Instant? _sliceEnds;
    private Instant _leastAt;
    private TimeSpan _least;
    private int _level;

    /// <summary>In millionths; positive where what is sent in a second takes less than a second of ours.</summary>
    public int PartsPerMillion { get; private set; }

    /// <summary>Another axis, or another route: the slices before cannot be compared with those to come.</summary>
    /// <param name="isLastInDoubt">It may have changed before it was noticed, in the slice before.</param>
    public void Break(bool isLastInDoubt)
    {
        if (isLastInDoubt && _slices.Count > 0)
            _slices.RemoveAt(_slices.Count - 1);
        _sliceEnds = null;
        _level++;
    }

    /// <param name="delay">As measured, against an axis that runs by the sender's clock.</param>
    public void Accept(TimeSpan delay, Instant now)
    {
        if (now >= _sliceEnds)
            Close();
        if (_sliceEnds is null || now >= _sliceEnds)
        {
            _sliceEnds = now + Slice;
            (_least, _leastAt) = (delay, now);
        }
        else if (delay < _least)
        {
            (_least, _leastAt) = (delay, now);
        }
    }

    private void Close()
    {
        if (_slices.Count == Slices)
            _slices.RemoveAt(0);
        _slices.Add((_leastAt, _least, _level));
        Estimate();
    }

    private void Estimate()
    {
        _slopes.Clear();
        for (int late = Apart; late < _slices.Count; late++)
        {
            for (int early = 0; early <= late - Apart; early++)
            {
                (Instant from, TimeSpan least, int level) = _slices[early];
                if (level == _slices[late].Level)
                    _slopes.Add((_slices[late].Least - least) / (_slices[late].At - from));
            }
        }

        // Fewer than these come from less than a minute.
        if (_slopes.Count < 2 * Apart)
            return;
        _slopes.Sort();
        PartsPerMillion = (int)Math.Clamp(Math.Round(-1e6 * _slopes[_slopes.Count / 2]), -Most, Most);
    }
}
