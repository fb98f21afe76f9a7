namespace Streaming.Qos.Protection;

/// <summary>How one stream is to be protected.</summary>
/// <param name="Layout">Of its parity.</param>
/// <param name="Resend">What is set aside for resends, as a share of the media.</param>
/// <param name="Residual">The share of packets expected to be missing all the same.</param>
/// <param name="Against">The losses it is made for.</param>
public readonly record struct ProtectionDecision(
    ParityLayout Layout, Ratio Resend, ProtectionReason Why, double Residual, GilbertElliott Against)
{
    /// <summary>What it costs: parity and resends, as a share of the media's packets.</summary>
    public Ratio Overhead => new(Layout.Overhead.Billionths + Resend.Billionths);
}
