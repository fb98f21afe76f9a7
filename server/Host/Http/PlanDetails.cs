using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>How a track is sent to a receiver that can wait: ahead of its time, at rates that change as little as possible.</summary>
/// <param name="BufferSeconds">What the receiver holds of it, which is also how long it waits before it begins to show.</param>
/// <param name="RateBitsPerSecond">The highest rate of the plan; no other plan for that buffer has a lower one.</param>
/// <param name="DepthBytes">The token bucket that the planned packets pass at that rate.</param>
/// <param name="MemoryBytes">The most that the receiver holds.</param>
internal sealed record PlanDetails(double BufferSeconds, long RateBitsPerSecond, long DepthBytes, long MemoryBytes)
{
    public static PlanDetails Of(SendingPlan plan) =>
        new(plan.Buffer.TotalSeconds, plan.Rate.BitsPerSecond, plan.Depth.Bytes, plan.Memory.Bytes);
}
