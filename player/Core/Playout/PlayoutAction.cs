namespace Streaming.Player.Playout;

/// <summary>What the jitter buffer's policy decides.</summary>
/// <param name="Pace">Against the segment's speed; what an ear would notice but for the stretching of time.</param>
/// <param name="Trim">In millionths: what no ear notices.</param>
internal readonly record struct PlayoutAction(PlayoutVerb Verb, PlayRate Pace, int Trim);
