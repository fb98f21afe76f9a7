namespace Streaming.Qos.Admission;

/// <summary>What a flow is to hold from now on; null: nothing.</summary>
internal readonly record struct FlowChange(FlowId Flow, FlowDemand? To);
