using Streaming.Emulation.Links;

namespace Streaming.Emulation.Networks;

/// <summary>A link of a network.</summary>
/// <param name="Name">Its chance hangs on it: a link of the same name and seed does the same in every network.</param>
/// <param name="Parent">The number of the next one towards the server, smaller than its own; −1: it begins at the server.</param>
/// <param name="Changes">By rising time.</param>
public sealed record LinkPlan(string Name, int Parent, LinkProfile Profile, IReadOnlyList<LinkChange> Changes)
{
    /// <summary>Links of one account are counted together; each has its own unless it says otherwise.</summary>
    public string Account { get; init; } = Name;
}
