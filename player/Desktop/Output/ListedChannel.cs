namespace Streaming.Player.Desktop.Output;

/// <summary>A channel in a list, as text.</summary>
/// <param name="From">Who told of it.</param>
internal sealed record ListedChannel(string Name, string Address, string Group, string From);
