namespace Streaming.Server.Sending;

/// <summary>Where a place on the axis of one PLAY, and a moment of its sending plans, lie on the clock.</summary>
/// <param name="Origin">The instant at which the sender began.</param>
/// <param name="Start">The position it began at.</param>
/// <param name="Planned">The moment of the sending plans it began at, one for all streams: what leaves together by plan leaves together
/// here, whatever position was asked for. So much later than <paramref name="Start"/> that the session's first packet leaves at once: by
/// plan, none leaves before its decode time.</param>
/// <param name="Pace">How the axis lies on the film, and how fast it is delivered.</param>
internal readonly record struct PlayClock(Instant Origin, MediaTime Start, MediaTime Planned, PlayPace Pace = default)
{
    /// <summary>When what is decoded at <paramref name="axis"/> is due; what lies before the start is due at once.</summary>
    public Instant Due(MediaTime axis) => axis > Start ? Origin + ((axis - Start) / Pace.Speed) : Origin;

    /// <summary>When what leaves at <paramref name="time"/> by plan is due.</summary>
    public Instant PlannedDue(MediaTime time) => time > Planned ? Origin + ((time - Planned) / Pace.Speed) : Origin;

    /// <summary>How long a stretch of the film takes.</summary>
    public TimeSpan Lasting(TimeSpan film) => film / Pace.Speed;

    /// <summary>The place on the axis.</summary>
    public MediaTime AxisAt(Instant now) => now > Origin ? Start + ((now - Origin) * Pace.Speed) : Start;

    /// <summary>The film's position, up to where playing ends.</summary>
    public MediaTime FilmAt(Instant now, MediaTime end)
    {
        MediaTime film = Pace.FilmAt(Start, AxisAt(now));
        return Pace.Scale < 0 ? MediaTime.Max(film, MediaTime.Min(end, Start)) : MediaTime.Min(film, MediaTime.Max(end, Start));
    }

    /// <summary>When the film will have come to <paramref name="end"/>.</summary>
    public Instant Over(MediaTime end) => Due(Pace.AxisAt(Start, end));

    public MediaTime PlannedAt(Instant now) => Planned + ((now - Origin) * Pace.Speed);

    /// <summary>The clock of a PLAY that goes on where this one was stopped.</summary>
    /// <param name="position">Of the film.</param>
    public PlayClock StoppedAt(Instant now, MediaTime position) => new(now, position, PlannedAt(now), Pace);
}
