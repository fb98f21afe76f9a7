namespace Streaming.Player.Playout;

/// <summary>Where all receivers of a channel shall be, by our own clock: who follows it shows what they show.</summary>
/// <param name="Position">On the segment's axis, which all receivers of a channel share.</param>
/// <param name="At">When everybody presents it.</param>
/// <param name="SkewPpm">How much faster than ours the server's clock runs, in millionths.</param>
public readonly record struct CommonLine(MediaTime Position, Instant At, int SkewPpm)
{
    public MediaTime PositionAt(Instant now) => Position + ((now - At) * new PlayRate(PlayRate.Normal.PartsPerMillion + SkewPpm));
}
