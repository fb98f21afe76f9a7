namespace Streaming.Qos.Policing;

/// <summary>What becomes of one packet.</summary>
/// <param name="Marking">What it goes on with; without meaning where it is dropped.</param>
public readonly record struct PolicerVerdict(Colour Colour, bool IsDropped, Dscp Marking);
