using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Processes;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;

namespace Streaming.Server.Host.Library;

/// <summary>Keeps the catalogue in step with folders of films: what appears is imported, what changes is made anew, what goes is taken
/// off.</summary>
/// <remarks>
/// One import at a time, in the background: a film that plays matters more than one that arrives. Changes are looked for when the system
/// tells of them and every <see cref="LibraryOptions.Rescan"/> besides. A source that was refused is tried again when it changes.
/// </remarks>
public sealed class LibraryWatcher
{
    private readonly LibraryOptions _options;
    private readonly TitleFolders _folders;
    private readonly TitleStore _store;
    private readonly Importer _importer;
    private readonly ImportOptions _import;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<string, SeenSource> _seen = [];
    private readonly Dictionary<string, string> _sourceOf = [];

    // Something changed while a scan was busy importing: what it had listed by then is out of date.
    private bool _missed;

    // One pending wish is as good as many.
    private readonly Channel<string?> _wishes = Channel.CreateBounded<string?>(
        new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public LibraryWatcher(
        LibraryOptions options, TitleFolders folders, TitleStore store, ImportOptions import, TimeProvider time,
        ILogger<LibraryWatcher> logger)
    {
        _options = options;
        _folders = folders;
        _store = store;
        _import = import;
        _importer = new Importer(folders, import);
        _time = time;
        _logger = logger;
    }

    /// <summary>Lists what is stored already, then watches until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        LoadStored();
        using WatchedFolders watched = new(_options.Folders, () => _wishes.Writer.TryWrite(null));
        foreach ((string folder, string why) in watched.Failures)
            LibraryLog.NotWatched(_logger, folder, _options.Rescan.TotalSeconds, why);
        void Broken(string id, string why)
        {
            LibraryLog.Damaged(_logger, id, why);
            _wishes.Writer.TryWrite(id);
        }

        _store.Broken += Broken;
        try
        {
            while (true)
            {
                bool unsettled = await ScanAsync(stop);
                await WaitAsync(unsettled ? _options.Settle : _options.Rescan, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // An import that was under way has left nothing behind.
        }
        finally
        {
            _store.Broken -= Broken;
        }
    }

    /// <summary>Sweeps what killed imports left, and lists at once every stored title whose film is still there: a restart shows its films
    /// without a wait.</summary>
    internal void LoadStored()
    {
        _importer.Sweep();
        foreach (string id in _folders.Ids())
        {
            if (_folders.Facts(id) is { } title && Path.Exists(title.Source))
                List(title);
        }
    }

    /// <summary>One look through all folders, with the imports it leads to.</summary>
    /// <returns>Whether something is still being written and should be looked at again soon.</returns>
    internal async Task<bool> ScanAsync(CancellationToken stop)
    {
        RemoveGone();
        bool unsettled = false;
        _missed = false;
        try
        {
            foreach (string path in _options.Folders.Where(Directory.Exists).SelectMany(LibraryFolder.Sources).Distinct().ToArray())
                unsettled |= !await LookAtAsync(path, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LibraryLog.ScanFailed(_logger, e.Message);
        }

        return unsettled || _missed;
    }

    private void RemoveGone()
    {
        foreach ((string id, string source) in _sourceOf.ToArray())
        {
            if (Path.Exists(source))
                continue;
            _sourceOf.Remove(id);
            _seen.Remove(source);
            _store.Remove(id);
            LibraryLog.Gone(_logger, id, source);
        }
    }

    /// <summary>False while the source is still changing.</summary>
    private async Task<bool> LookAtAsync(string path, CancellationToken stop)
    {
        string fingerprint;
        try
        {
            fingerprint = TitleSource.At(path).Fingerprint(_import);
        }
        catch (Exception e) when (e is MediaException or IOException or UnauthorizedAccessException)
        {
            return true; // gone between the listing and the look; the next scan knows
        }

        DateTimeOffset now = _time.GetUtcNow();
        if (!_seen.TryGetValue(path, out SeenSource seen) || seen.Fingerprint != fingerprint)
            _seen[path] = seen = new SeenSource(fingerprint, now, IsDone: false);
        if (seen.IsDone)
            return true;
        if (now - seen.Since < _options.Settle && now - LastChange(path) < _options.Settle)
            return false;
        await ImportAsync(path, stop);
        _seen[path] = seen with { IsDone = true };
        return true;
    }

    private async Task ImportAsync(string path, CancellationToken stop)
    {
        if (_folders.Facts(TitleSource.At(path).Id) is null)
            LibraryLog.Begun(_logger, path);
        switch (await ImportWatchingAsync(path, stop))
        {
            case ImportResult.Imported imported:
                List(imported.Title);
                Title title = imported.Title;
                LibraryLog.Ready(_logger, title.Id, title.Tracks.Count, title.Duration.TotalSeconds, path);
                foreach (string note in imported.Notes)
                    LibraryLog.Noted(_logger, title.Id, note);
                break;
            case ImportResult.Unchanged unchanged:
                List(unchanged.Title);
                break;
            case ImportResult.Failed failed:
                LibraryLog.Refused(_logger, path, failed.Why);
                break;
        }
    }

    /// <summary>Imports while films go on being taken off the list; an import whose own source vanishes is given up.</summary>
    private async Task<ImportResult> ImportWatchingAsync(string path, CancellationToken stop)
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<ImportResult> import = _importer.ImportAsync(path, null, gone.Token);
        while (!import.IsCompleted)
        {
            using CancellationTokenSource awake = new();
            Task<bool> wish = WaitAsync(_options.Rescan, awake.Token);
            await Task.WhenAny(import, wish);
            await awake.CancelAsync();
            await ((Task)wish).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _missed |= wish is { IsCompletedSuccessfully: true, Result: true };
            RemoveGone();
            if (!Path.Exists(path))
                await gone.CancelAsync();
        }

        try
        {
            return await import;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ImportResult.Failed(path, "it was removed while it was being imported");
        }
    }

    private void List(Title title)
    {
        // What is listed and unchanged stays as it is, so that everybody who plays it shares one set of files.
        if (_store.Titles.Any(listed => listed.Id == title.Id && listed.Fingerprint == title.Fingerprint && _store.IsWhole(title.Id)))
            return;
        if (_store.Refresh(title.Id) is null)
            _sourceOf[title.Id] = title.Source;
    }

    /// <summary>Waits for a change to be told of, or for patience to end; answers whether something was told.</summary>
    private async Task<bool> WaitAsync(TimeSpan patience, CancellationToken stop)
    {
        using CancellationTokenSource enough = new(patience, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, enough.Token);
        try
        {
            await _wishes.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }

        while (_wishes.Reader.TryRead(out string? damaged))
        {
            if (damaged is not null && _sourceOf.TryGetValue(damaged, out string? source))
                _seen.Remove(source);
        }

        return true;
    }

    private static DateTimeOffset LastChange(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.LastWriteTimeUtc)
            .Append(Directory.GetLastWriteTimeUtc(path)).Max()
        : File.GetLastWriteTimeUtc(path);
}
