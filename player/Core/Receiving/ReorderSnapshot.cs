namespace Streaming.Player.Receiving;

/// <summary>All a release policy may know.</summary>
/// <param name="IsOpen">Whether it is known where the stream begins; until then nothing leaves.</param>
/// <param name="IsFull">Whether a packet stands outside that fits only when room is made.</param>
/// <param name="IsNextHere">Whether the packet that is due has come.</param>
/// <param name="Held">Packets in the buffer.</param>
/// <param name="GapSince">When the packet that is due was first missed; meaningless where <paramref name="Held"/> is 0.</param>
public readonly record struct ReorderSnapshot(bool IsOpen, bool IsFull, bool IsNextHere, int Held, Instant GapSince)
{
    /// <summary>The timestamp, unwrapped, of the packet that came when it was first missed; meaningless likewise.</summary>
    public long GapTime { get; init; }

    /// <summary>When the packet that is due must be here, as far as that is promised.</summary>
    public Instant NeededBy { get; init; }

    /// <summary>Until when the packet that is due would be of use to whoever plays it; null where nobody plays, or does not know
    /// yet.</summary>
    public Instant? UsefulUntil { get; init; }
}
