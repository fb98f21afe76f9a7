namespace Streaming.Player.Desktop.Playing;

/// <summary>A picture that was handed to the screen.</summary>
/// <param name="Position">On the segment's axis.</param>
/// <param name="Due">When its time is; null while the clock stands.</param>
internal readonly record struct ShownPicture(MediaTime Position, int Segment, Instant? Due);
