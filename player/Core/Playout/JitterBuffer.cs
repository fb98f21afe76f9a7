namespace Streaming.Player.Playout;

/// <summary>Measures delays, decides how much to hold, and steers the clock by it. Of samples it knows no more than how far they
/// reach.</summary>
/// <remarks>Contract: <see cref="Begin"/> a segment, tell of every packet with its position, and <see cref="Advance"/> when
/// <see cref="Next"/> has come.</remarks>
internal sealed class JitterBuffer(PlayoutOptions options, PlayoutClock clock)
{
    /// <summary>How often the clock is steered while nothing forces it: what is missing is seen a frame of sound later at most.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>A server that sends so much earlier than at first sends ahead: that is no delay of ours which could be caught up.</summary>
    private static readonly TimeSpan SendsAhead = TimeSpan.FromSeconds(1);

    private readonly DelayTracker _delays = new();
    private readonly BufferTarget _target = new(options);
    private readonly StreamLevels _streams = new();
    private PlaySegment? _segment;
    private CommonLine? _common;
    private Instant _origin;
    private Instant? _firstAt;
    private TimeSpan _firstBase;
    private Instant _heldSince;
    private TimeSpan _stalled;
    private Instant _nextTick = Instant.Never;
    private bool _isPaused;
    private Instant _pausedAt;

    public Instant Next => _nextTick;

    public PlayoutVerb Verb { get; private set; }

    public TimeSpan Target => _target.Value;

    public TargetReason Why => _target.Why;

    public int SkewPpm => _delays.SkewPpm;

    public long Packets { get; private set; }

    public long Late { get; private set; }

    public int Stalls { get; private set; }

    /// <summary>How long decoding takes: packets must be here so much earlier.</summary>
    public TimeSpan Decode { get; set; }

    public int Adjustments { get; private set; }

    /// <summary>Pictures are run through, not played: nothing is held back, nothing waited for.</summary>
    private bool IsTrick => _segment is { Scale: not 1 };

    private PlayRate Speed => _segment?.Speed ?? PlayRate.Normal;

    /// <summary>How much later than everybody else this network allows to be played; zero where it is as good as theirs.</summary>
    public TimeSpan LagAt(Instant now)
    {
        if (AheadAt(now) is not { } ahead || !clock.HasStarted || !_delays.HasBase)
            return TimeSpan.Zero;
        TimeSpan lag = _target.Needed - (LevelAt(now) + (ahead / Speed));
        return lag > TimeSpan.Zero ? lag : TimeSpan.Zero;
    }

    /// <summary>How far the clock is ahead of everybody else's; before it has started, how far its start is. Null where there is nobody
    /// else.</summary>
    public TimeSpan? AheadAt(Instant now) =>
        (clock.HasStarted ? clock.PositionAt(now) : StartPosition(now)) - _common?.PositionAt(now);

    /// <summary>For how long in all the clock has been dry.</summary>
    public TimeSpan StalledBy(Instant now) => _stalled + (Verb == PlayoutVerb.Hold && !_isPaused ? now - _heldSince : TimeSpan.Zero);

    public void Require(TimeSpan contract) => _target.Contract = contract;

    /// <summary>From now on the clock follows everybody else's, not what this network alone would need.</summary>
    public void Align(in CommonLine line) => _common = line;

    /// <summary>Packets that were lost come so much later than others.</summary>
    public void Allow(TimeSpan repair) => _target.Repair = repair / Speed;

    public void Follow(IEnumerable<StreamLevel> streams)
    {
        _streams.Follow(streams);
        _target.Displacement = _streams.Displacement;
    }

    public void Begin(PlaySegment segment, Instant now)
    {
        MediaTime start = segment.GoesOn && _segment is not null ? clock.PositionAt(now) : segment.Start;
        _segment = segment;
        _origin = now;
        _firstAt = null;
        _delays.Begin(now);
        _nextTick = now;
        if (segment.GoesOn && clock.HasStarted)
        {
            clock.GoOn(segment.Number);
            return;
        }

        clock.Begin(segment.Number, start);
        Verb = PlayoutVerb.Wait;
    }

    /// <summary>A packet has come.</summary>
    /// <param name="stream">One of those that are followed.</param>
    public void Arrived(StreamLevel stream, MediaTime position, Instant arrival)
    {
        stream.Accept(position, arrival);
        Packets++;
        if (!stream.IsContinuous && _streams.HasContinuous)
            return;
        if (clock.HasStarted && position < clock.PositionAt(arrival + stream.Lead))
            Late++;
        _firstAt ??= arrival;
        if (!stream.IsContinuous)
            return;
        Measure(position, arrival + stream.Lead, arrival);
        if (Verb is PlayoutVerb.Wait or PlayoutVerb.Hold)
            _nextTick = Instant.Min(_nextTick, arrival);
    }

    /// <summary>A packet that was lost is here after all.</summary>
    public void Repaired(StreamLevel stream, MediaTime position, Instant now)
    {
        stream.Accept(position, now);
        if (Verb is PlayoutVerb.Wait or PlayoutVerb.Hold)
            _nextTick = Instant.Min(_nextTick, now);
    }

    /// <summary>A picture can be shown: with the last packet of another, where decoding reorders them.</summary>
    public void Ready(MediaTime position, Instant now)
    {
        if (_delays.HasBase)
            Measure(position, now, now);
    }

    public void Pause(Instant now)
    {
        Settle(now);
        _isPaused = true;
        _pausedAt = now;
        clock.Hold(now);
    }

    public void Resume(Instant now)
    {
        _isPaused = false;
        _heldSince = now;
        if (Verb != PlayoutVerb.Hold)
            clock.Resume(now);
        _nextTick = now;
    }

    /// <summary>How far the clock lies behind the earliest that packets come.</summary>
    public TimeSpan LevelAt(Instant now)
    {
        if (!_delays.HasBase || !clock.HasStarted)
            return TimeSpan.Zero;

        // While the viewer pauses nothing gets later: what was held is held.
        now = _isPaused ? _pausedAt : now;
        TimeSpan earliest = _delays.BaseAt(now), ahead = _firstBase - SendsAhead;
        return now - DueBySender(clock.PositionAt(now)) - (earliest > ahead ? earliest : ahead);
    }

    /// <summary>How long the clock can go on without another packet; null while nobody can tell.</summary>
    public TimeSpan? HeldAt(Instant now) => _streams.LastsTo() is { } to ? (to - clock.PositionAt(now)) / Speed : null;

    /// <param name="mayStart">What is shown first is here.</param>
    public void Advance(bool mayStart, Instant now)
    {
        if (now < _nextTick || _segment is null)
            return;
        _nextTick = Instant.Never;
        if (_isPaused)
            return;
        _target.Update(_delays.Thousandth + Decode, now);

        // With a fixed latency, or one that is everybody's, what is late is lost, and only a stall is waited for.
        bool isGiven = options.Fixed is not null || _common is not null;
        TimeSpan? held = HeldAt(now) + (isGiven && clock.IsRunning ? StreamLevels.Silent : TimeSpan.Zero);
        JitterSnapshot snapshot = new(
            Verb, Target, _target.Ordinary, LevelAt(now), held, mayStart, now - _firstAt ?? TimeSpan.Zero,
            _streams.IsLast(_segment.AxisEnd), _streams.HoleAt(clock.PositionAt(now), now) / Speed, _target.Displacement > TimeSpan.Zero);
        PlayoutAction action = IsTrick ? Run(snapshot)
            : AheadAt(now) is { } ahead ? CommonSteering.Decide(snapshot, ahead + LagAt(now)) : JitterBufferPolicy.Decide(snapshot);
        Obey(action, now);
        if (Verb != PlayoutVerb.Wait || _firstAt is not null)
            _nextTick = now + Tick;
    }

    /// <summary>Pictures that are run through appear as they come.</summary>
    private static PlayoutAction Run(in JitterSnapshot snapshot) =>
        new(snapshot.Current != PlayoutVerb.Wait || snapshot.MayStart ? PlayoutVerb.Play : PlayoutVerb.Wait, PlayRate.Normal, 0);

    private void Obey(PlayoutAction action, Instant now)
    {
        if (action.Verb != Verb && Verb != PlayoutVerb.Wait && action.Verb is PlayoutVerb.CatchUp or PlayoutVerb.Hold or PlayoutVerb.Jump)
            Adjustments++;
        if (action.Verb == PlayoutVerb.SlowDown && Verb is not (PlayoutVerb.SlowDown or PlayoutVerb.Hold or PlayoutVerb.Wait))
            Adjustments++;
        if (action.Verb == PlayoutVerb.Hold && Verb != PlayoutVerb.Hold)
        {
            Stalls++;
            _heldSince = now;
            clock.Hold(now);
        }
        else if (Verb == PlayoutVerb.Hold && action.Verb != PlayoutVerb.Hold)
        {
            Settle(now);
            clock.Resume(now);
        }

        if (Verb == PlayoutVerb.Wait && action.Verb != PlayoutVerb.Wait)
            clock.Start(StartPosition(now), now);
        if (action.Verb == PlayoutVerb.Jump)
            clock.Jump(JumpsTo(now), now);
        PlayRate pace = new((int)((long)Speed.PartsPerMillion * action.Pace.PartsPerMillion / PlayRate.Normal.PartsPerMillion));
        clock.Steer(pace, (_common?.SkewPpm ?? SkewPpm) + action.Trim, now);
        Verb = action.Verb == PlayoutVerb.Jump ? PlayoutVerb.Play : action.Verb;
    }

    /// <summary>At the start that was answered; where nothing comes of it, at the first that does.</summary>
    private MediaTime StartPosition(Instant now)
    {
        MediaTime start = clock.PositionAt(now);
        return _streams.First is { } first ? MediaTime.Max(first, start) : start;
    }

    /// <summary>Over what was lost; or to where everybody is.</summary>
    private MediaTime JumpsTo(Instant now) => AheadAt(now) is { } ahead
        ? clock.PositionAt(now) - ahead - LagAt(now)
        : clock.PositionAt(now) + _streams.HoleAt(clock.PositionAt(now), now);

    private void Settle(Instant now)
    {
        if (Verb == PlayoutVerb.Hold && !_isPaused)
            _stalled += now - _heldSince;
        _heldSince = now;
    }

    /// <param name="ready">Its arrival, later by what it has to be here earlier.</param>
    private void Measure(MediaTime position, Instant ready, Instant arrival)
    {
        int routes = _delays.RouteChanges;
        TimeSpan delay = ready - DueBySender(position);
        if (!_delays.HasBase)
            _firstBase = delay;
        TimeSpan excess = _delays.HasBase ? _delays.Excess(delay, arrival) : TimeSpan.Zero;
        if (!IsTrick)
            _delays.Accept(delay, arrival, _target.IsTypical(excess, arrival));
        if (_delays.RouteChanges != routes)
            _target.Renew();
        _target.Update(_delays.Thousandth + Decode, arrival);
    }

    private Instant DueBySender(MediaTime position) => _origin + ((position - _segment!.Start) / Speed);
}
