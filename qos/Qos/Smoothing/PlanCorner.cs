namespace Streaming.Qos.Smoothing;

/// <summary>A point of a plan at which its rate changes: so many bytes are sent by then.</summary>
/// <param name="Ticks">In units of 100 ns.</param>
public readonly record struct PlanCorner(long Ticks, ByteCount Bytes);
