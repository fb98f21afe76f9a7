namespace Streaming.Lab.Records;

/// <summary>A run in figures.</summary>
public sealed record RunTotals
{
    /// <summary>Viewers that came.</summary>
    public int Arrived { get; init; }

    public int Admitted { get; init; }

    /// <summary>For want of room.</summary>
    public int Refused { get; init; }

    /// <summary>Sessions that ended badly: neither refused, nor at the end of what they wanted, nor at the end of the run.</summary>
    public int Failed { get; init; }

    /// <summary>Most sessions that were sent to at once.</summary>
    public int PeakPlaying { get; init; }

    /// <summary>Packets of media, parity and resends that left the server.</summary>
    public long Packets { get; init; }

    public long Bytes { get; init; }

    /// <summary>Sessions moved to another level by the server.</summary>
    public int Moves { get; init; }

    /// <summary>Reservations that nobody held any more ten seconds after the end: there must be none.</summary>
    public int Ghosts { get; init; }
}
