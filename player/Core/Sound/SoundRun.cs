namespace Streaming.Player.Sound;

/// <summary>A stretch of sound without a hole that is longer than what can be concealed.</summary>
/// <param name="First">Its first frame in the store.</param>
/// <param name="Slip">Its place in the film, in frames, less its place in the store. Moves slowly with the blocks' timestamps.</param>
internal record struct SoundRun(long First, double Slip);
