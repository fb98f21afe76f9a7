namespace Streaming.Formats.Payloads;

/// <summary>That units of a stream are sent out of their order, and how far. RFC 3640 §3.2.3.3.</summary>
/// <param name="Unit">What each of them lasts.</param>
/// <param name="Most">How much later than the earliest unit still to come one lies at most.</param>
public readonly record struct UnitDisplacement(TimeSpan Unit, TimeSpan Most);
