using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Contracts;

/// <summary>A change of mind that is known beforehand: so long after playing began, this is asked for.</summary>
public sealed record LaterWish(TimeSpan After, FlowSpec Asked);
