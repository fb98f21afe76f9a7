namespace Streaming.Qos.Admission;

/// <summary>What one flow gives so that others keep what they have.</summary>
/// <param name="To">Its place in the claim's ladder that it moves to; null: it ends.</param>
/// <param name="Because">What is short.</param>
public readonly record struct Concession(FlowId Flow, int? To, Resource Because);
