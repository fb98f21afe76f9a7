namespace Streaming.Qos.Protection;

/// <summary>How a network loses packets: a chain of two states, good and bad, that may change after each packet, and loses a share in
/// each.</summary>
/// <remarks>
/// <para>E. N. Gilbert, "Capacity of a burst-noise channel", 1960; E. O. Elliott, 1963. In its simplest form nothing is lost in the good
/// state and everything in the bad one; then the bad state's length is that of a burst. Floating point: these are estimates, nothing is
/// promised or granted in them.</para>
/// <para>With m the mean loss, π the share of bad states, d the difference of the states' losses and λ the persistence, two packets n
/// apart are both lost with m² + d²·π·(1 − π)·λⁿ: all that parity needs to know.</para>
/// </remarks>
/// <param name="Worsens">The chance that a bad state follows a good one, 0 … 1.</param>
/// <param name="Mends">The chance that a good state follows a bad one, 0 … 1.</param>
/// <param name="GoodLoss">What a good state loses, 0 … 1.</param>
/// <param name="BadLoss">What a bad one loses, 0 … 1.</param>
public readonly record struct GilbertElliott(double Worsens, double Mends, double GoodLoss, double BadLoss)
{
    /// <summary>Nothing is lost.</summary>
    public static readonly GilbertElliott Lossless = new(0, 1, 0, 1);

    /// <summary>The share of time spent in the bad state.</summary>
    public double BadShare => Worsens + Mends == 0 ? 0 : Worsens / (Worsens + Mends);

    /// <summary>The share of packets lost.</summary>
    public double Loss => GoodLoss + (BadShare * (BadLoss - GoodLoss));

    /// <summary>How much of a state is left after one packet, −1 … 1; 0: each packet meets its own fate.</summary>
    public double Persistence => 1 - Worsens - Mends;

    /// <summary>Packets lost in a row, in the mean: one over the chance that the packet behind a lost one comes.</summary>
    public double MeanBurst => LossAfter(1) is < 1 and var next ? 1 / (1 - next) : double.PositiveInfinity;

    /// <summary>Whether each packet is lost by itself, so that the formulas of independent losses hold.</summary>
    public bool IsRandom => Persistence == 0 || Loss == 0;

    /// <summary>Each packet is lost with the same chance, whatever became of the one before.</summary>
    public static GilbertElliott Random(double loss) => new(loss, 1 - loss, 0, 1);

    /// <summary>Losses in bursts of geometric length; the mean is not below what chance alone makes of the loss.</summary>
    public static GilbertElliott Bursts(double loss, double meanBurst)
    {
        Invariant.That(loss is >= 0 and < 1 && meanBurst >= 1);
        double mends = Math.Min(1 / meanBurst, 1 - loss);
        return new(loss * mends / (1 - loss), mends, 0, 1);
    }

    /// <summary>The chance that a packet is lost, given that the one so many before it was.</summary>
    public double LossAfter(double packets)
    {
        double loss = Loss, difference = BadLoss - GoodLoss;
        if (loss <= 0)
            return 0;
        double left = Powers.Of(Math.Max(0, Persistence), (long)Math.Round(packets));
        double together = difference * difference * BadShare * (1 - BadShare) * left;
        return Math.Clamp(loss + (together / loss), 0, 1);
    }

    /// <summary>The same states, of which more or less of everything is lost.</summary>
    /// <remarks>Bad states come more often, and last as long: bursts keep their length.</remarks>
    public GilbertElliott Scaled(double factor)
    {
        double bad = Math.Min(BadShare * factor, 0.95);
        double worsens = bad * Mends / (1 - bad);
        return IsRandom
            ? Random(Math.Min(Loss * factor, 0.95))
            : this with { Worsens = Math.Min(worsens, 1), GoodLoss = Math.Min(GoodLoss * factor, BadLoss) };
    }
}
