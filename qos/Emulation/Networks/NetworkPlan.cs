namespace Streaming.Emulation.Networks;

/// <summary>A tree of links with the server at its root, and the hosts behind them.</summary>
/// <param name="Links">Parents before their children.</param>
/// <param name="Hosts">For each host the number of the link nearest to it.</param>
/// <param name="Start">What the times of changes count from.</param>
public sealed record NetworkPlan(IReadOnlyList<LinkPlan> Links, IReadOnlyList<int> Hosts, Instant Start);
