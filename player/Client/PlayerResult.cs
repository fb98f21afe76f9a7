using Streaming.Player.Reporting;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>What a session came to.</summary>
/// <param name="Streams">Their tallies hold the digests, where those were asked for.</param>
public sealed record PlayerResult(
    SessionOutcome Outcome, ReceiverReport Report, Presentation? Presentation, PlayAnswer? Answer, IReadOnlyList<ActiveStream> Streams);
