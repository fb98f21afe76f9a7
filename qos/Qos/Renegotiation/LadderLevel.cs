using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Renegotiation;

/// <summary>One level of a session's quality.</summary>
/// <param name="Level">0 is the best.</param>
/// <param name="Name">For people, and different from every other level's: <c>480p</c>, <c>240p thinned</c>, <c>sound only</c>.</param>
/// <param name="Choices">One for each stream, in their order.</param>
/// <param name="Traffic">The sum of what is sent, the allowance for control included.</param>
public sealed record LadderLevel(int Level, string Name, IReadOnlyList<LadderChoice> Choices, TrafficSpec Traffic);
