namespace Streaming.Testing.Delays;

/// <summary>A packet of a trace.</summary>
/// <param name="Position">What it is stamped with, by the sender's clock.</param>
/// <param name="Arrival">When it comes, by the receiver's clock.</param>
public readonly record struct TracedPacket(TimeSpan Position, Instant Arrival);
