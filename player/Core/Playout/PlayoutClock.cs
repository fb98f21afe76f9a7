namespace Streaming.Player.Playout;

/// <summary>The one clock of a session: a line from local time to positions on the segment's axis. Pictures, cues and sound follow
/// it.</summary>
/// <remarks>
/// Whoever follows reads <see cref="PositionAt"/> and <see cref="InstantOf"/> whenever it needs them and keeps nothing: the line bends with
/// every correction. It breaks (a start, a seek, a jump) only where <see cref="Breaks"/> counts. Positions are exact: a correction begins
/// where the line was to the fraction of a tick, so that an hour of them adds up.
/// </remarks>
public sealed class PlayoutClock
{
    /// <summary>An hour: for so long the product with any rate up to a hundred fits into 64 bits.</summary>
    private const long Short = TimeSpan.TicksPerHour;

    private Instant _since;
    private MediaTime _from;

    /// <summary>What <see cref="_from"/> lacks: millionths of a tick, 0 … 999 999.</summary>
    private long _fraction;

    /// <summary>Which play its positions belong to: <see cref="PlaySegment.Number"/>; 0 before the first.</summary>
    public int Segment { get; private set; }

    /// <summary>It has been started since the segment began; before that it stands at the segment's start.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>False before the start, while it is held, and in a pause.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>What the line climbs by while it runs: <see cref="Pace"/> with the correction of skew.</summary>
    public PlayRate Rate { get; private set; } = PlayRate.Normal;

    /// <summary>The part of the rate that can be heard and seen: speed times catching up or slowing down. Sound keeps its pitch under
    /// it.</summary>
    public PlayRate Pace { get; private set; } = PlayRate.Normal;

    /// <summary>How often the line was broken rather than bent: what was planned by it before is void.</summary>
    public int Breaks { get; private set; }

    /// <summary>The position that is due now.</summary>
    public MediaTime PositionAt(Instant now) => IsRunning ? new(Whole(now, out _)) : _from;

    /// <summary>When a position is due, if the line goes on as it does; null while it does not run.</summary>
    public Instant? InstantOf(MediaTime position) => IsRunning ? _since + ((position - _from) / Rate) : null;

    /// <summary>A segment: the clock stands at <paramref name="position"/> until it is started.</summary>
    internal void Begin(int segment, MediaTime position)
    {
        Segment = segment;
        HasStarted = IsRunning = false;
        (_from, _fraction) = (position, 0);
        Rate = Pace = PlayRate.Normal;
        Breaks++;
    }

    /// <summary>A segment that takes up where the one before was: nothing moves.</summary>
    internal void GoOn(int segment) => Segment = segment;

    internal void Start(MediaTime position, Instant now)
    {
        (_from, _fraction, _since) = (position, 0, now);
        HasStarted = IsRunning = true;
        Breaks++;
    }

    internal void Hold(Instant now)
    {
        Bend(now);
        IsRunning = false;
    }

    /// <summary>Goes on where it was held.</summary>
    internal void Resume(Instant now)
    {
        _since = now;
        IsRunning = HasStarted;
    }

    /// <summary>Another slope from now on.</summary>
    /// <param name="skew">How much faster than ours the sender's clock runs, in millionths.</param>
    internal void Steer(PlayRate pace, int skew, Instant now)
    {
        PlayRate rate = new((int)(pace.PartsPerMillion + ((long)pace.PartsPerMillion * skew / PlayRate.Normal.PartsPerMillion)));
        if (rate == Rate && pace == Pace)
            return;
        if (IsRunning)
            Bend(now);
        (Rate, Pace) = (rate, pace);
    }

    /// <summary>Breaks the line: from now on it is at <paramref name="position"/>.</summary>
    internal void Jump(MediaTime position, Instant now)
    {
        (_from, _fraction, _since) = (position, 0, now);
        Breaks++;
    }

    private void Bend(Instant now)
    {
        if (IsRunning)
            _from = new(Whole(now, out _fraction));
        _since = now;
    }

    private long Whole(Instant now, out long fraction)
    {
        long ticks = (now - _since).Ticks;
        if (ticks is >= 0 and < Short)
        {
            (long climbed, fraction) = Math.DivRem((ticks * Rate.PartsPerMillion) + _fraction, PlayRate.Normal.PartsPerMillion);
            return _from.Ticks + climbed;
        }

        Int128 parts = ((Int128)ticks * Rate.PartsPerMillion) + _fraction;
        (Int128 whole, Int128 rest) = Int128.DivRem(parts, PlayRate.Normal.PartsPerMillion);
        if (rest < 0)
            (whole, rest) = (whole - 1, rest + PlayRate.Normal.PartsPerMillion);
        fraction = (long)rest;
        return _from.Ticks + (long)whole;
    }
}
