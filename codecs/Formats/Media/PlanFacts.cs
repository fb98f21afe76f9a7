namespace Streaming.Formats.Media;

/// <summary>What the index file keeps of a <see cref="SendingPlan"/> beside its vertices.</summary>
/// <param name="Vertices">How many of the vertices are this plan's.</param>
internal readonly record struct PlanFacts(TimeSpan Buffer, BitRate Rate, ByteCount Depth, ByteCount Memory, long Vertices)
{
    public static PlanFacts Of(SendingPlan plan) => new(plan.Buffer, plan.Rate, plan.Depth, plan.Memory, plan.Vertices.Count);
}
