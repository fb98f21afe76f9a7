namespace Streaming.Qos.Smoothing;

/// <summary>What must be sent, and what may be sent, by one instant.</summary>
/// <param name="Ticks">In units of 100 ns.</param>
/// <param name="Least">All that a receiver would miss otherwise; never less than at the gate before.</param>
/// <param name="Most">All that there is and that it has room for; never less than at the gate before.</param>
public readonly record struct Gate(long Ticks, ByteCount Least, ByteCount Most);
