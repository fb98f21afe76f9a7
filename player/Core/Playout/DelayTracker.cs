namespace Streaming.Player.Playout;

/// <summary>What the network does to packets: the earliest they come, how much later than that they come, and at which pace.</summary>
/// <remarks>
/// A delay is arrival minus the instant that the segment's axis has for the packet, so only differences mean anything. The base is the
/// smallest of the last ten seconds, freed of skew. When a second's packets lie elsewhere than most before, the route has
/// changed: the distribution moves there as a whole, instead of growing over both.
/// </remarks>
internal sealed class DelayTracker
{
    /// <summary>How long a packet counts: at 50 packets a second, 1 500 of them are what a thousandth can be told from.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    /// <summary>What a slice leaves of those before: e to the minus thirtieth, within some millionths, on every machine the same.</summary>
    private static readonly double Fading = ((2 * Memory) - Slice) / ((2 * Memory) + Slice);

    /// <summary>In slices.</summary>
    private const int BaseMemory = 10;

    /// <summary>Packets in a slice that are enough for its median to mean something.</summary>
    private const int FewestOfASlice = 10;

    /// <summary>After a beginning only the smallest delay is learnt: what is measured against the first packet alone is the first packet's
    /// own delay.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    private readonly DelayHistogram _histogram = new();
    private readonly SkewEstimator _skew = new();
    private readonly Queue<TimeSpan> _bases = new();

    /// <summary>The last second's delays, in ticks.</summary>
    private readonly List<long> _slice = [];
    private Instant _began;
    private Instant _sliceEnds;
    private bool _hasBase;

    /// <summary>What the skew has added up to: measured delays lie on a line that sinks by it.</summary>
    private double _drift;
    private Instant _driftAt;
    private int _elsewhere;
    private TimeSpan _least;

    public int SkewPpm => _skew.PartsPerMillion;

    /// <summary>Packets that are remembered.</summary>
    public double Weight => _histogram.Weight;

    /// <summary>False until a packet has come since the beginning.</summary>
    public bool HasBase => _hasBase;

    /// <summary>How often the route has changed.</summary>
    public int RouteChanges { get; private set; }

    /// <summary>The delay that only one packet in a thousand exceeds, against the base.</summary>
    public TimeSpan Thousandth { get; private set; }

    /// <summary>Another axis: what is known of the distribution stays, what it is measured against is learnt anew.</summary>
    public void Begin(Instant now)
    {
        _skew.Break(isLastInDoubt: false);
        _bases.Clear();
        _slice.Clear();
        _hasBase = false;
        _elsewhere = 0;
        _drift = 0;
        _driftAt = now;
    }

    /// <summary>The delay of a packet that is not held up at all, now.</summary>
    public TimeSpan BaseAt(Instant now) => _least + TimeSpan.FromTicks((long)DriftAt(now));

    /// <summary>How much later than the earliest a packet with this delay is.</summary>
    public TimeSpan Excess(TimeSpan delay, Instant now) => delay - BaseAt(now);

    /// <param name="isTypical">False for a delay out of the ordinary, which is not to be remembered.</param>
    public void Accept(TimeSpan delay, Instant now, bool isTypical)
    {
        _drift = DriftAt(now);
        _driftAt = now;
        if (!_hasBase)
            (_began, _sliceEnds) = (now, now + Slice);
        _skew.Accept(delay, now);
        if (now >= _sliceEnds)
            CloseSlice(now);

        TimeSpan freed = delay - TimeSpan.FromTicks((long)_drift);
        if (!_hasBase || freed < _least)
            MoveBase(freed, now);
        _slice.Add(freed.Ticks);
        if (now - _began < Settling || !isTypical)
            return;
        _histogram.Add(freed - _least);
        if (freed - _least > Thousandth)
            Learn();
    }

    private double DriftAt(Instant now) => _drift - ((now - _driftAt).Ticks * (SkewPpm / 1e6));

    private void MoveBase(TimeSpan least, Instant now)
    {
        if (_hasBase && now - _began >= Settling)
        {
            _histogram.Shift((int)Math.Round((_least - least).TotalMilliseconds));
            Learn();
        }

        (_least, _hasBase) = (least, true);
    }

    private void CloseSlice(Instant now)
    {
        _sliceEnds = now + Slice;
        _histogram.Fade(Fading);
        if (_slice.Count > 0)
        {
            TimeSpan least = new(_slice.Min());
            JudgeLevel(least, now);
            _bases.Enqueue(least);
            while (_bases.Count > BaseMemory)
                _bases.Dequeue();
            MoveBase(_bases.Min(), now);
            _slice.Clear();
        }

        Learn();
    }

    /// <summary>Whether the last second's packets lie beyond most of those before.</summary>
    /// <param name="least">Of their delays.</param>
    private void JudgeLevel(TimeSpan least, Instant now)
    {
        if (_slice.Count < FewestOfASlice || _histogram.Weight < 10 * FewestOfASlice)
            return;
        TimeSpan high = _histogram.ExceededBy(0.25), low = _histogram.ExceededBy(0.75), few = TimeSpan.FromMilliseconds(10);
        bool isAbove = least - _least > low + few && CountAbove(_least + high + few) >= _slice.Count - (_slice.Count / 2);

        // A network that merely calms down still has its fastest packets where they were.
        bool isBelow = _bases.Count > 0 && CountBelow(_least + low - few) > _slice.Count * 9 / 10
            && least < _bases.Order().ElementAt(_bases.Count / 2) - few;
        _elsewhere = isAbove || isBelow ? _elsewhere + 1 : 0;

        // Falling is sure at once: nothing arrives before it can. Rising may be a crowd that passes.
        if (isBelow || _elsewhere >= 2)
        {
            RouteChanges++;
            _elsewhere = 0;
            _bases.Clear();
            _skew.Break(isLastInDoubt: true);
            _slice.Sort();
            TimeSpan median = new TimeSpan(_slice[_slice.Count / 2]) - _least;
            _histogram.Shift((int)Math.Round((median - _histogram.ExceededBy(0.5)).TotalMilliseconds));
            MoveBase(least, now);
        }
    }

    /// <summary>The median of the slice lies above what half of it lies above; to count is cheaper than to sort.</summary>
    private int CountAbove(TimeSpan limit)
    {
        int above = 0;
        foreach (long delay in _slice)
            above += delay > limit.Ticks ? 1 : 0;
        return above;
    }

    private int CountBelow(TimeSpan limit)
    {
        int below = 0;
        foreach (long delay in _slice)
            below += delay < limit.Ticks ? 1 : 0;
        return below;
    }

    private void Learn() => Thousandth = _histogram.ExceededBy(0.001);
}
