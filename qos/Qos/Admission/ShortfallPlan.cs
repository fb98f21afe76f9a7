namespace Streaming.Qos.Admission;

/// <summary>Who gives way so that everything fits again.</summary>
/// <param name="Concessions">By flow, at most one each; to be carried out in this order.</param>
/// <param name="Suffices">False where even the end of all that may be touched leaves something short.</param>
public sealed record ShortfallPlan(IReadOnlyList<Concession> Concessions, bool Suffices)
{
    /// <summary>After a link or the machine shrank: as few of the least important flows as possible step down as little as possible; those
    /// that cannot any more end; only then those of the next priority are touched.</summary>
    public static ShortfallPlan For(AdmissionController controller, IReadOnlyList<Claim> claims) =>
        new ShortfallSearch(controller, claims).Find();

    /// <summary>Preemption: who of less importance than <paramref name="priority"/> must give for a request to fit. Nobody is to give where
    /// it cannot fit.</summary>
    /// <param name="flow">Whose request it is; what it holds already is not counted.</param>
    public static ShortfallPlan ForRequest(
        AdmissionController controller, IReadOnlyList<Claim> claims, FlowId flow, FlowDemand demand, int priority)
    {
        ShortfallPlan plan = new ShortfallSearch(
            controller, [.. claims.Where(claim => claim.Priority < priority && claim.Flow != flow)], new FlowChange(flow, demand)).Find();
        return plan.Suffices ? plan : new([], false);
    }
}
