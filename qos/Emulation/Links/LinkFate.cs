namespace Streaming.Emulation.Links;

/// <summary>What becomes of one packet at a link.</summary>
/// <param name="Dropped">Why it does not get through; null: it does.</param>
/// <param name="Left">When its last bit has left the queue; of one that was not taken into it, when it came.</param>
/// <param name="Arrives">When its last bit is at the other end, jitter apart. Never earlier than that of a packet before.</param>
/// <param name="Extra">What jitter and reordering add to that, for the end of the path.</param>
/// <param name="Copies">How many times more it comes.</param>
/// <param name="CopyLag">By how much a copy comes later than itself.</param>
/// <param name="IsCorrupt">A bit of it is wrong.</param>
public readonly record struct LinkFate(
    DropCause? Dropped, Instant Left, Instant Arrives, TimeSpan Extra = default, int Copies = 0, TimeSpan CopyLag = default,
    bool IsCorrupt = false);
