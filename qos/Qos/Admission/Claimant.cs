namespace Streaming.Qos.Admission;

/// <summary>A flow that may have to give way, and how far it has gone in a plan.</summary>
/// <param name="steps">What it has now, then ever less, and nothing in the end.</param>
internal sealed class Claimant(Claim claim, IReadOnlyList<Claimant.Step> steps)
{
    public Claim Claim => claim;

    public IReadOnlyList<Step> Steps => steps;

    /// <summary>Its place in the steps; zero where it is untouched.</summary>
    public int At { get; set; }

    /// <summary>The resource for which it was touched first.</summary>
    public int Because { get; set; }

    /// <summary>The last step that still gives what the flow is there for; where none does, what it has.</summary>
    public int Useful { get; } =
        steps.TakeWhile(step => step.Demand is not null && (step.Rung ?? 0) < Math.Max(1, claim.Useful)).Count() - 1;

    /// <summary>The last step but the end.</summary>
    public int Lowest => steps.Count - 2;

    /// <summary>The end.</summary>
    public int End => steps.Count - 1;

    public FlowDemand? Has => steps[At].Demand;

    /// <param name="Rung">The place in the claim's ladder; null for the present and for the end.</param>
    public readonly record struct Step(int? Rung, FlowDemand? Demand);
}
