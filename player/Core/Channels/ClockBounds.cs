using System.Runtime.CompilerServices;

namespace Streaming.Player.Channels;

/// <summary>Between which lines another clock lies: of each stretch of time the best that was learnt from below and from above.</summary>
/// <remarks>
/// Sixteen stretches of 5 s at first. When they are full, neighbours become one, and stretches twice as long, up to 80 s: so that the drift
/// is known after half a minute, and to a few millionths after twenty minutes. 512 bytes, no allocation: one server has 100 000 receivers
/// in a test. All in ticks; a bound holds at its own time, and drifts from there.
/// </remarks>
internal struct ClockBounds
{
    private const int Most = 16;

    private const long Longest = 80 * TimeSpan.TicksPerSecond;

    private Stretches _stretches;
    private int _count;
    private long _length;
    private long _endsAt;

    /// <summary>Another pair of bounds.</summary>
    /// <param name="high"><see cref="long.MaxValue"/>: none.</param>
    /// <param name="doubt">How far the drift may be off.</param>
    /// <returns>Whether a stretch has come to its end: the drift can be told better.</returns>
    public bool Add(long low, long high, long at, double drift, double doubt)
    {
        bool isNew = _count == 0 || at >= _endsAt;
        if (isNew)
            Begin(at, drift, doubt);
        Stretch added = new() { Low = low, LowAt = at, High = high, HighAt = at };
        _stretches[_count - 1] = isNew ? added : Stretch.Better(_stretches[_count - 1], added, drift, doubt);
        return isNew;
    }

    /// <summary>Whether what comes now cannot be true together with what came before.</summary>
    public readonly bool Contradict(long low, long high, long at, double drift, double doubt)
    {
        if (_count == 0)
            return false;
        (long least, long most) = At(at, drift, doubt);
        return low > most || high < least;
    }

    /// <summary>Between which values it lies for certain.</summary>
    public readonly (long Low, long High) At(long at, double drift, double doubt)
    {
        (long low, long high) = (long.MinValue, long.MaxValue);
        for (int i = 0; i < _count; i++)
        {
            low = Math.Max(low, _stretches[i].LowIn(at, drift - doubt));
            high = Math.Min(high, _stretches[i].HighIn(at, drift + doubt));
        }

        return (low, high);
    }

    /// <summary>Where the best of both lie now if the drift is right: the middle between them does not wander as doubt grows.</summary>
    public readonly (long Low, long High) Likely(long at, double drift, double doubt)
    {
        (long surest, long tightest, long low, long high) = (long.MinValue, long.MaxValue, 0, long.MaxValue);
        for (int i = 0; i < _count; i++)
        {
            long below = _stretches[i].LowIn(at, drift - doubt), above = _stretches[i].HighIn(at, drift + doubt);
            if (below > surest)
                (surest, low) = (below, _stretches[i].LowIn(at, drift));
            if (above < tightest)
                (tightest, high) = (above, _stretches[i].HighIn(at, drift));
        }

        return (low, Math.Max(low, high));
    }

    /// <summary>The drift and how far it may be off: the median of the slopes between stretches (Theil and Sen), which a stretch in which
    /// everything was held up moves little, and the spread of the slopes.</summary>
    /// <param name="unknown">Where there is too little to tell.</param>
    public readonly (double Drift, double Doubt) Drift(double unknown)
    {
        Span<double> slopes = stackalloc double[Most * Most / 2];
        int count = 0;

        // The last has only begun.
        int whole = _count - 1;
        for (int late = 1; late < whole; late++)
        {
            for (int early = 0; early < late; early++)
            {
                // Near neighbours say more of their jitter than of the drift.
                long apart = _stretches[late].LowAt - _stretches[early].LowAt;
                if (apart >= 2 * _length)
                    slopes[count++] = (_stretches[late].Low - _stretches[early].Low) / (double)apart;
            }
        }

        if (count < 6)
            return (0, unknown);
        slopes = slopes[..count];
        slopes.Sort();
        double drift = slopes[count / 2];
        for (int i = 0; i < count; i++)
            slopes[i] = Math.Abs(slopes[i] - drift);
        slopes.Sort();
        double doubt = Math.Max(2e-6, 2 * slopes[count / 2] / Math.Sqrt(whole));
        return doubt < unknown && Math.Abs(drift) <= 2 * unknown ? (drift, doubt) : (0, unknown);
    }

    private void Begin(long at, double drift, double doubt)
    {
        if (_count == 0)
            _length = 5 * TimeSpan.TicksPerSecond;
        if (_count == Most && _length < Longest)
        {
            for (int i = 0; i < Most / 2; i++)
                _stretches[i] = Stretch.Better(_stretches[2 * i], _stretches[(2 * i) + 1], drift, doubt);
            (_count, _length) = (Most / 2, 2 * _length);
        }
        else if (_count == Most)
        {
            for (int i = 1; i < Most; i++)
                _stretches[i - 1] = _stretches[i];
            _count--;
        }

        _count++;
        _endsAt = at + _length;
    }

    private struct Stretch
    {
        public long Low;
        public long LowAt;
        public long High;
        public long HighAt;

        public static Stretch Better(in Stretch before, in Stretch after, double drift, double doubt)
        {
            Stretch better = after;
            long low = before.LowIn(after.LowAt, drift - doubt), high = before.HighIn(after.HighAt, drift + doubt);
            if (low > after.Low)
                (better.Low, better.LowAt) = (before.Low, before.LowAt);
            if (high < after.High)
                (better.High, better.HighAt) = (before.High, before.HighAt);
            return better;
        }

        public readonly long LowIn(long at, double drift) => Low + (long)((at - LowAt) * drift);

        public readonly long HighIn(long at, double drift) =>
            High == long.MaxValue ? long.MaxValue : High + (long)((at - HighAt) * drift);
    }

    [InlineArray(Most)]
    private struct Stretches
    {
        private Stretch _first;
    }
}
