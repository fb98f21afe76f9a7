namespace Streaming.Emulation.Networks;

/// <summary>A tree of links with the server at its root, and the hosts behind them.</summary>
/// <param name="Links">Parents before their children.</param>
/// <param name="Hosts">For each host the number of the link nearest to it; −1: it is next to the server.</param>
/// <param name="Start">What the times of changes count from, and slots, and steps of figures.</param>
public sealed record NetworkPlan(IReadOnlyList<LinkPlan> Links, IReadOnlyList<int> Hosts, Instant Start)
{
    /// <summary>From one figure of a series to the next.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(1);
}
