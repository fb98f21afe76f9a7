namespace Streaming.Player.Playout;

/// <summary>Where the timestamps of one stream lie on the segment's axis.</summary>
/// <remarks>
/// RTP-Info says it to the tick (RFC 2326 §12.33). Where it does not, or says nonsense, the first packet's arrival is a first guess,
/// and the
/// sender's time of day makes it good: see <see cref="StreamAlignment"/>. Corrections nobody should notice are made a little at a time.
/// </remarks>
internal sealed class StreamTimeline(ClockRate clock)
{
    /// <summary>A first packet further than this from where playing began proves that RTP-Info speaks of something else: servers begin
    /// at the
    /// key picture before, which may be ten seconds.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(15);

    /// <summary>Between two neighbours' stamps against the time between them: no sender does that without having started anew.</summary>
    private static readonly TimeSpan LeapAhead = TimeSpan.FromSeconds(2);

    /// <summary>What is overtaken by fifty packets comes back by less.</summary>
    private static readonly TimeSpan LeapBack = TimeSpan.FromSeconds(1);

    /// <summary>Corrections beyond this are made at once: being slow would be seen for longer than the step.</summary>
    private static readonly TimeSpan LargestSlew = TimeSpan.FromMilliseconds(40);

    /// <summary>Of the time that passes: pitch changes by a twelfth of a semitone.</summary>
    private const double Slew = 0.005;

    private long? _anchor;
    private MediaTime _start;
    private MediaTime _segmentStart;
    private TimeSpan _shift;
    private TimeSpan _goal;
    private Instant _slewedAt;
    private (MediaTime Position, Instant Arrival)? _last;
    private (long Anchor, MediaTime Start, TimeSpan Shift)? _before;
    private TimeSpan _believed = Believed;

    /// <summary>The server said where it begins.</summary>
    public bool IsTold { get; private set; }

    public bool IsPlaced => _anchor is not null;

    /// <summary>At this time of day, by the server's clock, it is at this stamp; null where nothing told.</summary>
    public (long Time, NtpTime Wall)? Wall { get; set; }

    /// <summary>How often stamps leapt.</summary>
    public int Leaps { get; private set; }

    /// <summary>A segment begins; where the stream begins in it is told later.</summary>
    public void Begin(PlaySegment segment)
    {
        Wall = null;
        _last = null;
        _before = null;
        IsTold = false;

        // Stamps that go on in a pause are nothing the server said.
        _believed = segment.GoesOn ? LeapBack : Believed;
        _segmentStart = segment.Start;
        if (segment.GoesOn)
            return;
        _anchor = null;
        _shift = _goal = TimeSpan.Zero;
    }

    /// <summary>The server says which stamp the start of the segment has.</summary>
    public void Tell(long anchor)
    {
        (_anchor, _start) = (anchor, _segmentStart);
        _believed = Believed;
        IsTold = true;
    }

    public MediaTime PositionOf(long time) => _start + clock.ToLength(time - _anchor!.Value) + _shift;

    public void Place(long time, MediaTime position)
    {
        (_anchor, _start) = (time, position);
        _shift = _goal = TimeSpan.Zero;
    }

    /// <summary>The position of a packet that has come, with what had to be put right for it.</summary>
    /// <param name="expected">Where a first packet would lie that comes now.</param>
    public MediaTime Accept(long time, Instant arrival, MediaTime expected, PlayRate speed, bool isContinuous)
    {
        if (_anchor is null)
            Place(time, expected);
        MediaTime position = PositionOf(time);
        if (_last is not { } last)
        {
            if (isContinuous && (position - expected).Duration() > _believed)
            {
                Place(time, expected);
                IsTold = false;
                position = expected;
            }
        }
        else
        {
            TimeSpan step = position - last.Position, passed = (arrival - last.Arrival) * speed;
            if (isContinuous && (step - passed > LeapAhead || step < -LeapBack))
                position = PutRight(time, last.Position + passed);
        }

        SlewTo(arrival);
        _last = (position, arrival);
        return position;
    }

    /// <summary>It should lie so much later than it does.</summary>
    public void Correct(TimeSpan error, Instant now)
    {
        SlewTo(now);
        _goal = _shift + error;
        if (error.Duration() > LargestSlew)
            _shift = _goal;
    }

    /// <summary>Stamps leapt. If they have leapt back, as after a lone stray, everything is as it was before.</summary>
    private MediaTime PutRight(long time, MediaTime expected)
    {
        Leaps++;
        (long, MediaTime, TimeSpan) now = (_anchor!.Value, _start, _shift);
        if (_before is { } before && (before.Start + clock.ToLength(time - before.Anchor) + before.Shift - expected).Duration() < LeapBack)
        {
            (_anchor, _start, _shift) = before;
            _goal = _shift;
        }
        else
        {
            Place(time, expected);
            Wall = null;
            IsTold = false;
        }

        _before = now;
        return PositionOf(time);
    }

    private void SlewTo(Instant now)
    {
        if (_goal != _shift)
        {
            TimeSpan most = _slewedAt == default ? TimeSpan.Zero : (now - _slewedAt) * Slew;
            TimeSpan left = _goal - _shift;
            _shift += left.Duration() <= most ? left : most * Math.Sign(left.Ticks);
        }

        _slewedAt = now;
    }
}
