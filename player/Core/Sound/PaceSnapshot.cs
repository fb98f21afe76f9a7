namespace Streaming.Player.Sound;

/// <summary>What following the clock is decided on.</summary>
/// <param name="Error">Frames from what is heard to where the clock is: positive where the sound is behind.</param>
/// <param name="Pace">What of the clock's rate keeps its pitch: 1 is normal.</param>
/// <param name="IsFading">A splice is being heard.</param>
internal readonly record struct PaceSnapshot(double Error, double Pace, bool IsFading);
