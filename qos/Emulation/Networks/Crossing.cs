using Streaming.Emulation.Links;

namespace Streaming.Emulation.Networks;

/// <summary>What became of a packet for a group at one link, for all hosts behind it.</summary>
/// <param name="Round">Of which packet this is told: each has a number.</param>
/// <param name="Held">Where those wait that it is still to be carried to.</param>
internal readonly record struct Crossing<TLoad>(long Round, LinkFate Fate, Passage Passage, HeldParcel<TLoad>? Held);
