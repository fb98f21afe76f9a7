using Streaming.Emulation.Links;

namespace Streaming.Emulation.Networks;

/// <summary>A link of a network.</summary>
/// <param name="Parent">The number of the next one towards the server, smaller than its own; −1: it begins at the server.</param>
/// <param name="Changes">By rising time.</param>
public sealed record LinkPlan(string Name, int Parent, LinkProfile Profile, IReadOnlyList<LinkChange> Changes);
