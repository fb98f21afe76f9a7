namespace Streaming.Qos.Protection;

/// <summary>Chooses the cheapest protection that leaves no more missing than wanted, within a budget. Has no memory.</summary>
/// <remarks>
/// What counts is the worst of two fits: of the last seconds, taken for as bad as chance may hide, and of the last half minute. Price is
/// what is reserved: parity and resends together. Against bursts columns must be twice as many as a burst is long in the mean: half of all
/// bursts are longer than that mean, and a longer one takes two of a column.
/// </remarks>
internal sealed class ProtectionChoice(in ProtectionSnapshot stream, ProtectionBudget budget)
{
    /// <summary>What is so near to the best is as good, if cheaper.</summary>
    private const double AsGood = 1.25;

    /// <summary>From here on losses come in bursts rather than singly.</summary>
    private const double ShortestBurst = 1.5;

    private readonly ProtectionSnapshot _stream = stream;
    private readonly GilbertElliott[] _losses = [.. Evidence(stream)];
    private readonly Dictionary<(ParityLayout Layout, GilbertElliott Model), double> _known = [];

    /// <summary>The share that may be missing.</summary>
    public double Wanted => budget.Residual.Billionths / (double)Ratio.One.Billionths;

    public ProtectionDecision Choose()
    {
        ProtectionDecision plain = Judge(ParityLayout.None, Least);
        if (_losses.All(model => model.Loss <= Wanted))
            return plain with { Why = ProtectionReason.Calm };
        List<ProtectionDecision> affordable = Affordable();
        if (Cheapest(affordable, Wanted) is { } enough)
            return enough with { Why = enough.Layout.IsNone ? ProtectionReason.ResendsDo : ProtectionReason.ParityDoes };
        double best = affordable.Select(one => one.Residual).Append(plain.Residual).Min();
        ProtectionDecision? most = Cheapest(affordable, best * AsGood);
        return most is { } some && some.Residual <= _losses.Max(model => model.Loss) / 2
            ? some with { Why = ProtectionReason.BestInBudget }
            : plain with { Why = ProtectionReason.Futile };
    }

    /// <summary>What a layout and a share for resends leave missing.</summary>
    public ProtectionDecision Judge(ParityLayout layout, Ratio resend)
    {
        ProtectionDecision worst = new(layout, resend, ProtectionReason.Calm, 0, GilbertElliott.Lossless);
        foreach (GilbertElliott model in _losses)
        {
            double left = Plan(layout, model).Residual(Loss(layout, model), resend);
            if (left >= worst.Residual)
                worst = worst with { Residual = left, Against = model };
        }

        return worst;
    }

    /// <summary>Whether what is repaired by it comes in time.</summary>
    public bool IsQuickEnough(ParityLayout layout) => layout.IsNone || Span(layout) <= budget.Delay;

    private Ratio Least => _stream.CanResend ? budget.LeastResend : Ratio.Zero;

    private static IEnumerable<GilbertElliott> Evidence(ProtectionSnapshot stream)
    {
        if (stream.Recent.IsEvidence)
            yield return stream.Recent.Model.Scaled(1 + Math.Min(1, stream.Recent.Uncertainty));
        if (stream.Settled.IsEvidence)
            yield return stream.Settled.Model;
    }

    private static ProtectionDecision? Cheapest(IEnumerable<ProtectionDecision> among, double wanted)
    {
        ProtectionDecision? cheapest = null;
        foreach (ProtectionDecision one in among)
        {
            if (one.Residual <= wanted && (cheapest is not { } best || one.Overhead < best.Overhead))
                cheapest = one;
        }

        return cheapest;
    }

    /// <summary>What there is to choose from: resends alone, and of layouts those that are wide enough, where there are any.</summary>
    private List<ProtectionDecision> Affordable()
    {
        List<ParityLayout> layouts = [.. ProtectionLadder.Layouts.Where(layout =>
            _stream.CanProtect && layout.Overhead <= budget.Overhead && IsQuickEnough(layout))];
        if (layouts.Exists(IsWideEnough))
            layouts.RemoveAll(layout => !IsWideEnough(layout));
        return [With(ParityLayout.None), .. layouts.Select(With).Where(IsAffordable)];
    }

    /// <summary>A layout with as much for resends as what it leaves needs; only the least where that is beyond the budget.</summary>
    private ProtectionDecision With(ParityLayout layout)
    {
        Ratio share = Least;
        foreach (GilbertElliott model in _losses)
        {
            Ratio needed = Plan(layout, model).Share(Loss(layout, model));
            share = needed > share ? needed : share;
        }

        ProtectionDecision full = Judge(layout, share);
        return IsAffordable(full) ? full : Judge(layout, Least);
    }

    /// <summary>What parity alone leaves.</summary>
    private double Loss(ParityLayout layout, in GilbertElliott model)
    {
        if (!_known.TryGetValue((layout, model), out double loss))
            _known[(layout, model)] = loss = ResidualLoss.Of(layout, model);
        return loss;
    }

    private bool IsAffordable(ProtectionDecision one) => one.Overhead <= budget.Overhead;

    private bool IsWideEnough(ParityLayout layout)
    {
        double burst = _losses.Max(model => model.MeanBurst);
        return burst < ShortestBurst || (layout.HasColumnParity && layout.Columns >= 2 * burst);
    }

    private ResendPlan Plan(ParityLayout layout, in GilbertElliott model) =>
        ResendPlan.Of(_stream, budget.Delay - Span(layout), model);

    private TimeSpan Span(ParityLayout layout) => layout.IsNone || _stream.PacketsPerSecond <= 0
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(layout.Span / _stream.PacketsPerSecond, 3_600));
}
