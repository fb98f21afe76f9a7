namespace Streaming.Qos.Protection;

/// <summary>Fits the two-state model to what was counted of a stream's losses.</summary>
/// <remarks>
/// <para>By moments, which need no iteration. With x = 1 for a lost packet, m = E[x], C₁ and C₂ the covariances of neighbours and of
/// packets two apart, and T the third central moment of three in a row: λ = C₂ / C₁; A = T / C₂ = d·(1 − 2π); B = C₁² / C₂ = d²·π·(1 − π);
/// so d = √(A² + 4B), π = (1 − A / d) / 2, and the good state loses m − d·π.</para>
/// <para>Where that is below nothing, the good state loses nothing, and Gilbert's three figures do (1960; also in
/// G. Haßlinger, O. Hohlfeld, "The Gilbert-Elliott Model for Packet Loss in Real Time Services on the Internet", MMB 2008):
/// a = P(1), b = P(1|1), c = P(111) / (P(101) + P(111)), and a bad state lasts with (ac − b²) / (2ac − b(a + c)).</para>
/// <para>Where there are too few losses for three moments, two figures are left: the share and the length of a burst.</para>
/// </remarks>
public static class LossFitter
{
    /// <summary>The error of a third moment is that of its few events: below this many the full model follows noise.</summary>
    private const int EventsOfFullModel = 100;

    /// <summary>Nothing gets through: no parity and no resend mends that, and the formulas want a good state.</summary>
    private const double MostLoss = 0.95;

    public static LossFit Fit(in LossPattern seen) => new(Model(seen), seen.Packets, seen.Events);

    private static GilbertElliott Model(in LossPattern seen)
    {
        if (seen.Lost == 0)
            return GilbertElliott.Lossless;
        double loss = Math.Min((double)seen.Lost / seen.Packets, MostLoss);
        if (IsByChance(seen))
            return GilbertElliott.Random(loss);
        GilbertElliott? full = seen.Events >= EventsOfFullModel ? ByMoments(seen) ?? ByGilbert(seen) : null;
        return full ?? GilbertElliott.Bursts(loss, Math.Max(1, (double)seen.Lost / Math.Max(1, seen.Events)));
    }

    /// <summary>Losses in a row are as many as chance would make of this loss, or within twice its spread.</summary>
    private static bool IsByChance(in LossPattern seen)
    {
        double expected = (double)seen.Lost * seen.Lost / seen.Packets;
        return seen.Pairs <= expected + (2 * Math.Sqrt(expected)) + 1;
    }

    private static GilbertElliott? ByMoments(in LossPattern seen)
    {
        double n = seen.Packets, m = seen.Lost / n;
        double near = (seen.Pairs / n) - (m * m), far = (seen.Apart / n) - (m * m);
        if (near <= 0 || far <= 0 || far >= near)
            return null;
        double third = (seen.Triples / n) - (m * ((2 * seen.Pairs / n) + (seen.Apart / n))) + (2 * m * m * m);
        double lean = third / far, spread = near * near / far;
        double difference = Math.Sqrt((lean * lean) + (4 * spread));
        double bad = (1 - (lean / difference)) / 2;
        double goodLoss = m - (difference * bad);
        if (goodLoss < 0 || bad is <= 0 or >= 1)
            return null;

        // A bad state that seems to lose more than everything comes more often instead: the loss stays what was counted.
        double badLoss = Math.Min(1, goodLoss + difference), changes = 1 - (far / near);
        bad = (m - goodLoss) / (badLoss - goodLoss);
        return new(changes * bad, changes * (1 - bad), goodLoss, badLoss);
    }

    private static GilbertElliott? ByGilbert(in LossPattern seen)
    {
        if (seen.Apart == 0)
            return null;
        double a = (double)seen.Lost / seen.Packets, b = (double)seen.Pairs / seen.Lost, c = (double)seen.Triples / seen.Apart;
        double stays = ((a * c) - (b * b)) / ((2 * a * c) - (b * (a + c)));
        double badLoss = b / stays;
        if (!(stays is > 0 and < 1) || !(badLoss > a && badLoss < 1))
            return null;
        double mends = 1 - stays;
        return new(a * mends / (badLoss - a), mends, 0, badLoss);
    }
}
