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

    /// <summary>The last second's delays, in ticks: numbers sort in half the time.</summary>
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
            _slice.Sort();
            JudgeLevel(now);
            _bases.Enqueue(new(_slice[0]));
            while (_bases.Count > BaseMemory)
                _bases.Dequeue();
            MoveBase(_bases.Min(), now);
            _slice.Clear();
        }

        Learn();
    }

    /// <summary>Whether the last second's packets lie beyond most of those before.</summary>
    private void JudgeLevel(Instant now)
    {
        if (_slice.Count < FewestOfASlice || _histogram.Weight < 10 * FewestOfASlice)
            return;
        TimeSpan median = SliceAt(50) - _least, typical = _histogram.ExceededBy(0.5), least = SliceAt(0);
        TimeSpan high = _histogram.ExceededBy(0.25), low = _histogram.ExceededBy(0.75), few = TimeSpan.FromMilliseconds(10);
        bool isAbove = median > high + few && least - _least > low + few;

        // A network that merely calms down still has its fastest packets where they were.
        bool isBelow = SliceAt(90) - _least < low - few && _bases.Count > 0
            && least < _bases.Order().ElementAt(_bases.Count / 2) - few;
        _elsewhere = isAbove || isBelow ? _elsewhere + 1 : 0;

        // Falling is sure at once: nothing arrives before it can. Rising may be a crowd that passes.
        if (isBelow || _elsewhere >= 2)
        {
            RouteChanges++;
            _elsewhere = 0;
            _bases.Clear();
            _skew.Break(isLastInDoubt: true);
            _histogram.Shift((int)Math.Round((median - typical).TotalMilliseconds));
            MoveBase(least, now);
        }
    }

    /// <summary>Of the slice, in order, the delay that so many percent are below.</summary>
    private TimeSpan SliceAt(int percent) => new(_slice[_slice.Count * percent / 100]);

    private void Learn() => Thousandth = _histogram.ExceededBy(0.001);
}
