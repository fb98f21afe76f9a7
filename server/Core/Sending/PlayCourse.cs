namespace Streaming.Server.Sending;

/// <summary>What of the film a session plays, from where to where, and how the time stamps of its streams are tied to it.</summary>
internal sealed class PlayCourse
{
    /// <summary>A BYE directly behind the last packet costs ffmpeg the last unit; this much later it does not.</summary>
    private static readonly TimeSpan ByeDelay = TimeSpan.FromMilliseconds(400);

    /// <summary>Two samples with one stamp would be one sample.</summary>
    private static readonly TimeSpan StampStep = TimeSpan.FromMilliseconds(1);

    /// <summary>As long before its zero a film may begin to leave; the order of pictures asks for a second at the very most.</summary>
    private static readonly TimeSpan LongestLead = TimeSpan.FromSeconds(10);

    private readonly Instant _created;
    private readonly StampClock _stamps;
    private PlayClock _clock;
    private Instant _tied;
    private Instant? _lastStamped;
    private Instant _lastSent;
    private bool _hasPlayed;
    private bool _isEndless;
    private MediaTime _end;

    public PlayCourse(Instant created, StampClock stamps) => (_created, _stamps, _tied) = (created, stamps, created);

    /// <summary>When it says goodbye, if nothing more leaves until then: not before the last sample has been shown; of what goes on with
    /// one thing after the other, never.</summary>
    public Instant ByeAt => _isEndless ? Instant.Never : Instant.Max(_lastSent + ByeDelay, _clock.Over(_end));

    /// <summary>Places the streams.</summary>
    /// <param name="hasEnded">What was played before came to its end.</param>
    public PlayPoint Prepare(SendStream[] streams, in PlayWish wish, bool hasEnded, Instant now)
    {
        bool goesOn = wish is { From: null, IsAnew: false, Pace.IsRun: false } && _hasPlayed && !hasEnded && !_clock.Pace.IsRun;
        (MediaTime start, PlayPace pace) = Placement.Place(streams, wish, _clock.Start, goesOn);
        Instant shown = _created + _stamps.At(now);
        Instant tied = goesOn ? Instant.Max(shown, _tied) : AfterAllSent(streams, start, shown);

        _hasPlayed = true;
        _end = Placement.End(streams, start, wish.To, pace);
        StreamPoint[] points = new StreamPoint[streams.Length];
        for (int i = 0; i < points.Length; i++)
        {
            streams[i].EndAt(pace.IsRun ? MediaTime.End : wish.To ?? MediaTime.End);
            points[i] = new(streams[i], streams[i].NextSequence, streams[i].Numbers.Tie(tied - _created, start));
        }

        _tied = tied;
        _clock = new(now, start, goesOn ? _clock.Planned : Placement.Planned(streams, start), pace);
        return new(start, _end, points) { Pace = pace };
    }

    /// <summary>Media begins to leave.</summary>
    public PlayClock Run(Instant now)
    {
        _clock = _clock with { Origin = now };
        _stamps.Run(_clock.Pace.Speed, now);
        _lastSent = now - ByeDelay;
        return _clock;
    }

    /// <summary>From now on one thing follows the other.</summary>
    /// <param name="zero">Where the zero of the next lies: time since the session was created.</param>
    /// <returns>When its samples leave: each at its decode time, by plan or not, and none because it would be the first.</returns>
    public PlayClock Continue(TimeSpan zero)
    {
        _isEndless = true;
        return new(_created + zero - LongestLead, MediaTime.Zero - LongestLead, MediaTime.Zero - LongestLead);
    }

    /// <summary>Packets of a sample leave.</summary>
    /// <param name="time">When it is presented.</param>
    public void Depart(MediaTime time, Instant now)
    {
        _lastSent = now;
        Instant stamped = _tied + (time - _clock.Start);
        _lastStamped = _lastStamped is Instant last ? Instant.Max(last, stamped) : stamped;
    }

    /// <summary>It stops where it is.</summary>
    public void Halt(bool isRunning, Instant now)
    {
        MediaTime position = Position(isRunning, now);
        _tied += _clock.Pace.AxisAt(_clock.Start, position) - _clock.Start;
        _stamps.Stop(now);
        _clock = isRunning ? _clock.StoppedAt(now, position) : _clock with { Origin = now };
    }

    /// <summary>It has come to its end.</summary>
    public void End(Instant now)
    {
        _stamps.Stop(now);
        _clock = _clock with { Start = _end };
    }

    /// <summary>The position in the film. From other threads, an estimate while it changes.</summary>
    public MediaTime Position(bool isRunning, Instant now) => _clock is var clock && isRunning ? clock.FilmAt(now, _end) : clock.Start;

    /// <summary>Where to tie a new start so that no stamp, not even of priming, repeats or precedes one that was sent.</summary>
    /// <param name="shown">What the stamps' clock shows now.</param>
    private Instant AfterAllSent(SendStream[] streams, MediaTime start, Instant shown) =>
        _lastStamped is Instant last ? Instant.Max(shown, last + StampStep + (start - Placement.First(streams, start))) : shown;
}
