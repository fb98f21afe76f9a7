using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Renegotiation;

/// <summary>One way of sending a stream.</summary>
/// <param name="Id">The caller's number for it: a track.</param>
/// <param name="Name">For people: <c>720p</c>.</param>
/// <param name="Whole">What it asks of the network.</param>
/// <param name="Thinned">The same without the pictures that no other needs; null where there are none to leave out.</param>
public sealed record LadderRendition(int Id, string Name, TrafficSpec Whole, TrafficSpec? Thinned);
