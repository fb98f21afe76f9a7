using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>One contract of a session, from the moment it was granted: the first, or one that took another's place.</summary>
/// <param name="Reason">Why, in words of people; empty for the first.</param>
/// <param name="Decided">When it was reserved.</param>
/// <param name="InForce">When the first packet left under it; null: not yet, or never, where another took its place before.</param>
public sealed record ContractChange(OperatingPoint Point, Contract Contract, string Reason, Instant Decided, Instant? InForce);
