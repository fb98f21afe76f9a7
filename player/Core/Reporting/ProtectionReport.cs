namespace Streaming.Player.Reporting;

/// <summary>How one stream was protected from losses at the end, and why. Names carry their units.</summary>
/// <param name="Asked">The layout of parity that its losses ask for: <c>10x5</c>, <c>none</c>.</param>
/// <param name="InForce">The layout in force, which may be another: there was no room, or it was asked for just now.</param>
/// <param name="ResendPercent">Set aside for resends, as a share of the media; what was asked for.</param>
/// <param name="Why">A sentence for people.</param>
/// <param name="LossPercent">What the network loses, as the decision takes it.</param>
/// <param name="MeanBurst">Packets lost in a row.</param>
/// <param name="ExpectedResidualPercent">What is expected to be missing all the same.</param>
/// <param name="Changes">How often another layout came into force.</param>
public sealed record ProtectionReport(
    string Asked, string InForce, double ResendPercent, string Why, double LossPercent, double MeanBurst, double ExpectedResidualPercent,
    int Changes)
{
    internal static ProtectionReport? Of(Protection.StreamAdvice? advice)
    {
        if (advice is null)
            return null;
        if (advice.Decision is not { } decision)
            return new($"{advice.InForce}", $"{advice.InForce}", 0, "as asked for", 0, 1, 0, advice.Changes);
        return new(
            $"{decision.Layout}", $"{advice.InForce}", decision.Resend.Billionths / 1e7, Protection.ProtectionWords.Why(decision),
            Math.Round(decision.Against.Loss * 100, 4), Math.Round(decision.Against.MeanBurst, 2), decision.Residual * 100, advice.Changes);
    }
}
