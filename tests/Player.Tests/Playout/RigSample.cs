namespace Streaming.Player.Tests.Playout;

/// <summary>A sample that came out of playout.</summary>
/// <param name="Truth">The film's position that the sender meant.</param>
internal sealed record RigSample(
    RigStream Stream, int Segment, MediaTime Position, MediaTime Truth, bool IsKey, bool FollowsLoss, Instant At)
{
    public TimeSpan Error => Position - Truth;
}
