namespace Streaming.Player.Desktop.Memory;

/// <summary>What the file of the memory holds.</summary>
internal sealed record MemoryFile
{
    /// <summary>How the viewer likes to watch.</summary>
    public Habits Habits { get; init; } = new();

    /// <summary>The latest first.</summary>
    public IReadOnlyList<RememberedAddress> Addresses { get; init; } = [];
}
