namespace Streaming.Qos.Protection;

/// <summary>What protection may cost, and what it is for.</summary>
public sealed record ProtectionBudget
{
    /// <summary>Parity and resends together, as a share of the media's packets.</summary>
    public Ratio Overhead { get; init; } = Ratio.Percent(25);

    /// <summary>The longest that a packet which is repaired may come behind its time.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The share of packets that may still be missing after repair: at 400 packets a second 1e-5 is one in four minutes.</summary>
    public Ratio Residual { get; init; } = new(10_000);

    /// <summary>What is set aside for resends wherever they are possible, so that the first loss of all can be mended.</summary>
    public Ratio LeastResend { get; init; } = Ratio.Percent(5);
}
