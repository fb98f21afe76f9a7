namespace Streaming.Player.Sound;

/// <summary>What is to be done, and by how many frames.</summary>
/// <param name="Near">The shortest lag of a splice: positive leaves out, negative repeats.</param>
/// <param name="Far">The longest.</param>
/// <param name="Widest">The longest for a sound that has its period nowhere nearer: a low voice.</param>
internal readonly record struct PaceDecision(PaceVerb Verb, int Near = 0, int Far = 0, int Widest = 0);
