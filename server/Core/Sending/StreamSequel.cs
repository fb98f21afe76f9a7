namespace Streaming.Server.Sending;

/// <summary>What one stream sends behind all that it has left to send.</summary>
/// <param name="Source">Null: nothing, it is silent.</param>
/// <param name="Clock">When that leaves.</param>
/// <param name="Zero">Where its position zero lies on the clock that stamps count: time since the session was created.</param>
/// <param name="Start">The position at which it begins.</param>
internal sealed record StreamSequel(StreamSource? Source, PlayClock Clock, TimeSpan Zero, MediaTime Start);
