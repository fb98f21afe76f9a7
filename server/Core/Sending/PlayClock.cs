namespace Streaming.Server.Sending;

/// <summary>Where a position of the film lies on the clock while one PLAY lasts.</summary>
/// <param name="Origin">The instant at which the sender began.</param>
/// <param name="Start">The position it began at.</param>
internal readonly record struct PlayClock(Instant Origin, MediaTime Start)
{
    /// <summary>When what is decoded at <paramref name="time"/> is due; what lies before the start is due at once.</summary>
    public Instant Due(MediaTime time) => new(Origin.Ticks + Math.Max(0, time.Ticks - Start.Ticks));

    public MediaTime PositionAt(Instant now) => new(Start.Ticks + Math.Max(0, now.Ticks - Origin.Ticks));
}
