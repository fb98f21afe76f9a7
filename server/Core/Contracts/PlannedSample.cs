namespace Streaming.Server.Contracts;

/// <summary>When a sample is to leave.</summary>
/// <param name="At">Its number in the track.</param>
/// <param name="Start">When its first packet leaves, on the title's timeline, in units of 100 ns.</param>
/// <param name="End">When it has left as a whole; the same where all of it may leave at once.</param>
internal readonly record struct PlannedSample(int At, long Start, long End);
