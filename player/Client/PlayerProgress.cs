namespace Streaming.Player.Client;

/// <summary>How playing goes.</summary>
/// <param name="Played">Since the answer to PLAY.</param>
/// <param name="Length">Of what was asked for; null where unknown.</param>
/// <param name="Rate">Received in the last half second.</param>
public readonly record struct PlayerProgress(TimeSpan Played, TimeSpan? Length, long Samples, long Packets, long Lost, BitRate Rate);
