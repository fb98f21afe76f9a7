namespace Streaming.Server.Sending;

/// <summary>The clock that the time stamps of all streams of a session count: the time since it was created, and how far stamps have run
/// ahead of it, or stayed behind, at speeds other than the film's own.</summary>
/// <remarks>What a sender report says at its moment. One line over pauses and seeks, with a bend wherever the speed changes.</remarks>
internal sealed class StampClock(Instant created)
{
    private TimeSpan _ahead;
    private Instant _since;
    private PlaySpeed _speed;

    /// <summary>What it shows at <paramref name="now"/>, as time since the session was created.</summary>
    public TimeSpan At(Instant now) => now - created + AheadAt(now);

    /// <summary>When it shows that, as time since the session was created.</summary>
    public TimeSpan When(TimeSpan shown)
    {
        TimeSpan begun = _since - created;
        return begun + ((shown - _ahead - begun) / _speed);
    }

    /// <summary>Media begins to leave at this speed.</summary>
    public void Run(PlaySpeed speed, Instant now)
    {
        _ahead = AheadAt(now);
        (_since, _speed) = (now, speed);
    }

    /// <summary>No media leaves: it goes on like any other clock.</summary>
    public void Stop(Instant now) => Run(PlaySpeed.Normal, now);

    private TimeSpan AheadAt(Instant now)
    {
        TimeSpan passed = now - _since;
        return _speed.IsNormal || passed <= TimeSpan.Zero ? _ahead : _ahead + ((passed * _speed) - passed);
    }
}
