using Streaming.Player.Contracts;

namespace Streaming.Player.Sessions;

/// <summary>The deadlines of a client session in one place: what runs, since when, and which comes first.</summary>
/// <remarks>Media is missed only while it plays: a pause, and the end of the film where the session stays open, may last for
/// hours.</remarks>
internal sealed class SessionClock(SessionTimes times, IReadOnlyList<LaterWish> wishes)
{
    private Instant _keepAliveAt = Instant.Never;
    private Instant _firstMediaBy = Instant.Never;
    private Instant _durationEnds = Instant.Never;
    private Instant _rangeEnds = Instant.Never;
    private Instant? _heard;
    private Instant _askedAt;
    private Instant _firstPlayedAt;
    private Instant _playedAt;
    private TimeSpan _keepAlive;
    private int _wished;

    /// <summary>The range has passed without a goodbye from the server.</summary>
    public bool IsRangeOver { get; private set; }

    /// <summary>
    /// The server drops a session it does not hear of for <paramref name="timeout"/>: half of that, so that one may be lost.
    /// </summary>
    public void Established(TimeSpan timeout, Instant now)
    {
        _keepAlive = TimeSpan.FromTicks(Math.Max(timeout.Ticks / 2, TimeSpan.TicksPerSecond / 2));
        _keepAliveAt = timeout > TimeSpan.Zero ? now + _keepAlive : Instant.Never;
    }

    public void KeptAlive(Instant now) => _keepAliveAt = now + _keepAlive;

    /// <summary>PLAY is sent: what comes from now on, even before the answer, is what it brings.</summary>
    public void Asked(Instant now) => _askedAt = now;

    /// <param name="mayFallBack">Whether there is another transport to try.</param>
    /// <param name="duration">How long the viewer wants to play; counted from the first PLAY.</param>
    /// <param name="length">Of the range, in time that passes here; null where unknown.</param>
    public void Played(bool isFirst, bool mayFallBack, TimeSpan? duration, TimeSpan? length, Instant now)
    {
        if (isFirst)
            (_firstPlayedAt, _durationEnds) = (now, duration is { } shown ? now + shown : Instant.Never);
        _playedAt = now;
        _heard = _heard < _askedAt ? null : _heard;
        _firstMediaBy = now + (mayFallBack ? times.FirstDatagram : times.FirstMedia);
        _rangeEnds = length is { } range && range >= TimeSpan.Zero ? now + range : Instant.Never;
        IsRangeOver = false;
    }

    /// <summary>Media or a report has come.</summary>
    public void Heard(Instant now) => _heard = now;

    public void RangeIsOver()
    {
        IsRangeOver = true;
        _rangeEnds = Instant.Never;
    }

    /// <summary>The later wish whose time has come.</summary>
    public LaterWish TakeWish() => wishes[_wished++];

    public Deadline Next(SessionPhase phase, PendingRequest? oldest)
    {
        if (phase is SessionPhase.New or SessionPhase.Done)
            return Deadline.Never;
        bool isLeaving = phase is SessionPhase.Leaving or SessionPhase.FallingBack;
        TimeSpan patience = isLeaving ? times.Farewell : times.Answer;
        Deadline next = oldest is null ? Deadline.Never : new(oldest.Sent + patience, WakeReason.AnswerOverdue);
        if (isLeaving)
            return next;
        next = Deadline.Earlier(next, new(_keepAliveAt, WakeReason.KeepAlive));
        return phase == SessionPhase.Playing ? Deadline.Earlier(next, WhilePlaying()) : next;
    }

    private Deadline WhilePlaying()
    {
        Deadline next = new(_durationEnds, WakeReason.DurationOver);
        if (_wished < wishes.Count)
            next = Deadline.Earlier(next, new(_firstPlayedAt + wishes[_wished].After, WakeReason.LaterWish));
        if (_heard is not { } heard)
            return Deadline.Earlier(next, new(_firstMediaBy, WakeReason.FirstMediaOverdue));

        // The end may be late by what the server is late; it is never taken for one while packets come.
        Instant last = Instant.Max(_rangeEnds, Instant.Max(heard, _playedAt));
        Instant over = _rangeEnds == Instant.Never ? Instant.Never : last + times.AfterEnd;
        next = Deadline.Earlier(next, new(over, WakeReason.RangeOver));
        return Deadline.Earlier(next, new(Instant.Max(heard, _playedAt) + times.Silence, WakeReason.Silence));
    }
}
