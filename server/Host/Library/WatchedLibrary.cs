using Microsoft.Extensions.Logging;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;

namespace Streaming.Server.Host.Library;

/// <summary>The library of a running server: its folders may be exchanged while films play.</summary>
internal sealed class WatchedLibrary(TitleFolders folders, TitleStore store, ImportOptions import, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;
    private IReadOnlyList<string> _library = [];

    /// <summary>
    /// Watches these folders from now on, in place of those before. What was listed from a folder that is not among them is taken off.
    /// </summary>
    public void Watch(IReadOnlyList<string> library)
    {
        lock (_lock)
        {
            if (library.SequenceEqual(_library))
                return;
            _stop.Cancel();
            _stop = new();
            LibraryWatcher watcher = new(new(library), folders, store, import, TimeProvider.System, loggers.CreateLogger<LibraryWatcher>());
            _watching = FollowAsync(_watching, watcher, [.. _library.Except(library)], library, _stop.Token);
            _library = library;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task watching;
        lock (_lock)
        {
            _stop.Cancel();
            watching = _watching;
        }

        await watching;
    }

    /// <summary>One watcher at a time: the next begins when the last one has left its import.</summary>
    private async Task FollowAsync(
        Task last, LibraryWatcher next, IReadOnlyList<string> gone, IReadOnlyList<string> library, CancellationToken stop)
    {
        await last;
        foreach (Title title in store.Titles.Where(title => IsIn(gone, title) && !IsIn(library, title)))
            store.Remove(title.Id);
        if (!stop.IsCancellationRequested)
            await next.RunAsync(stop);
    }

    private static bool IsIn(IReadOnlyList<string> library, Title title) =>
        library.Any(folder => title.Source.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
