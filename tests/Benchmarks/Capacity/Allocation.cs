using Streaming.Qos.FlowSpecs;

namespace Streaming.Benchmarks.Capacity;

/// <summary>One way of promising a film: what is asked of the link for it, and what then leaves.</summary>
/// <param name="Name">Of the way.</param>
/// <param name="Traffic">What each session reserves.</param>
/// <param name="Departures">What each session sends, in order.</param>
internal sealed record Allocation(string Name, TrafficSpec Traffic, Departure[] Departures);
