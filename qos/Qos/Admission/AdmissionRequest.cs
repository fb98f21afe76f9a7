using System.Collections.Immutable;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Admission;

/// <summary>What a flow would send, to whom, and what it is to be promised.</summary>
/// <param name="Path">The links to its receiver, as the <see cref="Topology"/> gives them; empty where none is configured.</param>
/// <param name="Delay">The bound wanted on the network's delay; only a guaranteed flow is given one.</param>
/// <param name="Load">What it takes of the machine, whatever its class.</param>
public sealed record AdmissionRequest(
    ImmutableArray<int> Path, ServiceClass Class, TrafficSpec Traffic, MachineLoad Load, TimeSpan? Delay = null);
