namespace Streaming.Benchmarks.Capacity;

/// <summary>A datagram of one session as the server sends it.</summary>
/// <param name="At">After the session began.</param>
/// <param name="Deadline">When its receiver needs it at the latest.</param>
internal readonly record struct Departure(TimeSpan At, ByteCount Size, TimeSpan Deadline);
