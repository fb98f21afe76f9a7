namespace Streaming.Player.Sessions;

/// <summary>A lane of a channel was joined, left or refused.</summary>
/// <param name="Lane">Of a picture its rendition, of all else its kind and language.</param>
/// <param name="Why">Empty where it goes without saying.</param>
public sealed record LaneEvent(Instant At, string Lane, LaneFate Fate, string Why);
