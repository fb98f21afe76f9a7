using System.Collections.Immutable;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Admission;

/// <summary>What a flow takes of each link of its path, and of the machine.</summary>
/// <param name="Rate">R for a guaranteed flow, r for controlled load, zero for best effort.</param>
/// <param name="Depth">b; zero for best effort.</param>
/// <param name="DelayBound">What follows from it for a guaranteed flow. RFC 2212.</param>
/// <param name="IsBooked">Kept for sessions to come.</param>
public sealed record FlowDemand(
    ImmutableArray<int> Path,
    ServiceClass Class,
    BitRate Rate,
    ByteCount Depth,
    MachineLoad Load,
    TimeSpan? DelayBound = null,
    bool IsBooked = false);
