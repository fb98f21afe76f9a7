namespace Streaming.Player.Playout;

/// <summary>How much shall be held: grows at once, shrinks slowly.</summary>
/// <remarks>
/// The delay that one packet in a thousand exceeds, and a little more, because a thousandth of what is remembered is a handful of
/// packets. A delay far out of the ordinary counts at once, but is not learnt: it raises the target for some seconds. A second one
/// within half a minute of the first is ordinary, and is learnt. What repair takes comes on top, because a packet that is repaired is as
/// late as any other when it is sent.
/// </remarks>
internal sealed class BufferTarget(PlayoutOptions options)
{
    /// <summary>From half of what is too much to half of that in seven seconds.</summary>
    private static readonly TimeSpan Shrinking = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SpikeLasts = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan SpikeRecurs = TimeSpan.FromSeconds(30);

    /// <summary>Packets of one spike follow each other; what comes later is another.</summary>
    private static readonly TimeSpan SpikeEnds = TimeSpan.FromMilliseconds(500);

    /// <summary>What lasts longer is the network as it is now.</summary>
    private static readonly TimeSpan LongestSpike = TimeSpan.FromSeconds(4);

    /// <summary>A spike is at least so much beyond the target.</summary>
    private static readonly TimeSpan LeastSpike = TimeSpan.FromMilliseconds(100);

    /// <summary>Less above what is asked for is no reason of its own.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(1);

    private const double Reserve = 1.08;

    private Instant _at;
    private Instant? _spikeAt;
    private Instant? _spikeBefore;
    private Instant _spikeSince;

    /// <summary>What was held before the spike.</summary>
    private TimeSpan _usual;
    private TimeSpan _spike;
    private TimeSpan _thousandth;
    private TimeSpan _ordinary;
    private TimeSpan _steady = options.Floor;

    /// <summary>What the contract in force asks for.</summary>
    public TimeSpan Contract { get; set; }

    /// <summary>What repair takes where packets are lost.</summary>
    public TimeSpan Repair { get; set; }

    /// <summary>Now.</summary>
    public TimeSpan Value { get; private set; } = options.Fixed ?? options.Floor;

    /// <summary>What the network and the order of samples ask for, whatever is promised, asked for or hoped for.</summary>
    public TimeSpan Needed => _ordinary > Displacement ? _ordinary : Displacement;

    /// <summary>Without what is out of the ordinary.</summary>
    public TimeSpan Ordinary => options.Fixed ?? _steady;

    public TargetReason Why { get; private set; } = options.Fixed is null ? TargetReason.Floor : TargetReason.Fixed;

    /// <summary>What samples take that come out of their order.</summary>
    public TimeSpan Displacement { get; set; }

    private TimeSpan Floor => new(Math.Max(options.Floor.Ticks, Math.Max(Contract.Ticks, Displacement.Ticks)));

    /// <summary>Whether such a delay is one to learn from.</summary>
    public bool IsTypical(TimeSpan excess, Instant now)
    {
        bool isInSpike = now - _spikeAt <= SpikeEnds;
        if (!isInSpike)
            _usual = _ordinary > Floor ? _ordinary : Floor;
        bool isHigh = excess >= _usual + (_usual > LeastSpike ? _usual : LeastSpike);
        if (isHigh)
            Raise(excess, !isInSpike, now);

        // What is part of a spike is not learnt either, or it would be learnt step by step from its foot.
        bool isOfSpike = isHigh || (isInSpike && excess > _usual);
        return !isOfSpike || now - _spikeBefore <= SpikeRecurs || now - _spikeSince > LongestSpike;
    }

    /// <summary>The route has changed: what was held for both of them is held no longer.</summary>
    public void Renew()
    {
        _steady = TimeSpan.Zero;
        (_spike, _spikeAt) = (TimeSpan.Zero, null);
    }

    public void Update(TimeSpan thousandth, Instant now)
    {
        TimeSpan since = _at == default ? TimeSpan.Zero : now - _at;
        _at = now;
        if (thousandth != _thousandth)
            (_thousandth, _ordinary) = (thousandth, thousandth * Reserve);
        if (options.Fixed is not null)
            return;
        TimeSpan ceiling = options.Ceiling > Floor ? options.Ceiling : Floor;
        TimeSpan wanted = Clamp(_ordinary + Repair, Floor, ceiling);
        _steady = wanted < _steady ? _steady - ((_steady - wanted) * (since / (since + Shrinking))) : wanted;
        bool isSpiked = now - _spikeAt <= SpikeLasts && _spike > _steady;
        Value = isSpiked ? Clamp(_spike, Floor, ceiling) : _steady;
        Why = Explain(isSpiked, ceiling);
    }

    private void Raise(TimeSpan excess, bool isNew, Instant now)
    {
        if (isNew)
        {
            _spike = now - _spikeAt < SpikeLasts ? _spike : TimeSpan.Zero;
            (_spikeBefore, _spikeSince) = (_spikeAt, now);
        }

        _spikeAt = now;
        _spike = excess > _spike ? excess : _spike;
    }

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => new(Math.Clamp(value.Ticks, least.Ticks, most.Ticks));

    private TargetReason Explain(bool isSpiked, TimeSpan ceiling)
    {
        if (Value >= ceiling && Value > Floor)
            return TargetReason.Ceiling;
        if (isSpiked)
            return TargetReason.Spike;
        if (Value - Floor > Noticeable)
            return Repair > _ordinary ? TargetReason.Repair : TargetReason.Jitter;
        return Contract > options.Floor ? TargetReason.Contract : TargetReason.Floor;
    }
}
