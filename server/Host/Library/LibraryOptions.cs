namespace Streaming.Server.Host.Library;

/// <summary>Which folders are watched, and how patiently.</summary>
/// <param name="Folders">Folders of films; one that does not exist yet is looked for again at every scan.</param>
public sealed record LibraryOptions(IReadOnlyList<string> Folders)
{
    /// <summary>How long a file must have kept its size and time of change before it is taken for whole.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the folders are looked through whether or not the system has told of a change: network file systems do not
    /// tell.</summary>
    public TimeSpan Rescan { get; init; } = TimeSpan.FromSeconds(30);
}
