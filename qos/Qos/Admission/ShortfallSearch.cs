namespace Streaming.Qos.Admission;

/// <summary>Looks for the concessions of a <see cref="ShortfallPlan"/>.</summary>
internal sealed class ShortfallSearch(AdmissionController controller, IReadOnlyList<Claim> claims, FlowChange? newcomer = null)
{
    public ShortfallPlan Find() => throw new NotSupportedException($"{controller} {claims} {newcomer}");
}
