namespace Streaming.Server.Host.Library;

/// <summary>Hears from the system that something in a folder has changed; what it was, a scan finds out.</summary>
internal sealed class WatchedFolders : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];

    public WatchedFolders(IReadOnlyList<string> folders, Action changed)
    {
        List<(string, string)> failures = [];
        foreach (string folder in folders)
        {
            try
            {
                FileSystemWatcher watcher = new(folder) { IncludeSubdirectories = true };
                watcher.Created += (_, _) => changed();
                watcher.Changed += (_, _) => changed();
                watcher.Deleted += (_, _) => changed();
                watcher.Renamed += (_, _) => changed();
                watcher.Error += (_, _) => changed();
                watcher.EnableRaisingEvents = true;
                _watchers.Add(watcher);
            }
            catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
            {
                failures.Add((folder, e.Message)); // missing, or no watches left
            }
        }

        Failures = failures;
    }

    /// <summary>The folders the system would not watch, and why.</summary>
    public IReadOnlyList<(string Folder, string Why)> Failures { get; }

    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in _watchers)
            watcher.Dispose();
    }
}
