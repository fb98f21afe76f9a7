namespace Streaming.Formats.Fec;

/// <summary>What became of the parity packets of a stream, and of what was missing.</summary>
public record struct FecStatistics
{
    /// <summary>Parity packets taken. Each ends as one that recovered a packet, or in <see cref="Idle"/>, <see cref="Duplicates"/>,
    /// <see cref="Expired"/> or <see cref="Refused"/>.</summary>
    public long Parity { get; internal set; }

    /// <summary>Packets that were missing and are not.</summary>
    public long Recovered { get; internal set; }

    /// <summary>Parity packets that nothing was missing of, or nothing any more.</summary>
    public long Idle { get; internal set; }

    /// <summary>Parity packets that came twice and were still waited with.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Parity packets given up: too much of theirs was missing for too long, or they came after it.</summary>
    public long Expired { get; internal set; }

    /// <summary>Packets that are none, are too long, or claim what cannot be; they are not in <see cref="Parity"/>.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Packets of another source or payload type, and parity before the first packet of media.</summary>
    public long Foreign { get; internal set; }

    /// <summary>Parity packets out of step with the media, and such that gave a packet which cannot be of this stream.</summary>
    public long Refused { get; internal set; }

    /// <summary>How often everything was forgotten, because what came does not go together with what was there.</summary>
    public long Restarts { get; internal set; }
}
