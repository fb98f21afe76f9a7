namespace Streaming.Server.Sending;

/// <summary>Where a position of the film, and a moment of its sending plans, lie on the clock while one PLAY lasts.</summary>
/// <param name="Origin">The instant at which the sender began.</param>
/// <param name="Start">The position it began at.</param>
/// <param name="Planned">The moment of the sending plans it began at, one for all streams: what leaves together by plan leaves together
/// here, whatever position was asked for. So much later than <paramref name="Start"/> that the session's first packet leaves at once: by
/// plan, none leaves before its decode time.</param>
internal readonly record struct PlayClock(Instant Origin, MediaTime Start, MediaTime Planned)
{
    /// <summary>When what is decoded at <paramref name="time"/> is due; what lies before the start is due at once.</summary>
    public Instant Due(MediaTime time) => new(Origin.Ticks + Math.Max(0, time.Ticks - Start.Ticks));

    /// <summary>When what leaves at <paramref name="time"/> by plan is due.</summary>
    public Instant PlannedDue(MediaTime time) => new(Origin.Ticks + Math.Max(0, time.Ticks - Planned.Ticks));

    public MediaTime PositionAt(Instant now) => new(Start.Ticks + Math.Max(0, now.Ticks - Origin.Ticks));

    public MediaTime PlannedAt(Instant now) => Planned + (now - Origin);

    /// <summary>The clock of a PLAY that goes on where this one was stopped.</summary>
    public PlayClock StoppedAt(Instant now, MediaTime position) => new(now, position, Planned + (now - Origin));
}
