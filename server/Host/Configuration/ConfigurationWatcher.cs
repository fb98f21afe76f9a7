using Microsoft.Extensions.Logging;

namespace Streaming.Server.Host.Configuration;

/// <summary>Looks once a second whether the configuration file has changed, and applies it without cutting anybody off.</summary>
/// <remarks>Asking for the file's time works on every file system and through every way an editor or a deployment replaces a file;
/// notifications do not, and nobody edits a configuration more often than once a second.</remarks>
internal sealed class ConfigurationWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConfigurationSources _sources;
    private readonly Action<ServerOptions> _apply;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private ServerOptions _running;
    private (DateTime Written, long Length) _seen;
    private string _waiting = "";

    /// <param name="running">What the sources said when the server was started.</param>
    /// <param name="apply">Called with what takes effect at once.</param>
    public ConfigurationWatcher(
        ConfigurationSources sources,
        ServerOptions running,
        Action<ServerOptions> apply,
        ILogger<ConfigurationWatcher> log,
        TimeProvider time)
    {
        _sources = sources;
        _running = running;
        _apply = apply;
        _log = log;
        _seen = Stamp();
        _watching = WatchAsync(time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    /// <summary>Looks now.</summary>
    internal void Look()
    {
        (DateTime Written, long Length) stamp = Stamp();
        if (stamp == _seen)
            return;
        _seen = stamp;
        ServerOptions wanted = _sources.Load(out IReadOnlyList<ConfigurationMistake> mistakes);
        if (mistakes.Count > 0)
        {
            foreach (ConfigurationMistake mistake in mistakes)
                _log.Mistake(mistake);
            _log.Ignored(_sources.FileName);
            return;
        }

        ConfigurationChange change = ConfigurationChange.Between(_running, wanted);
        _running = change.Options;
        string applied = string.Join(", ", change.Applied);
        if (applied.Length > 0)
        {
            _apply(change.Options);
            _log.Applied(_sources.FileName, applied);
        }

        // Said again only when it is news: the file may be written many times before the restart.
        string waiting = string.Join(", ", change.Waiting);
        if (waiting.Length > 0 && waiting != _waiting)
            _log.Waiting(waiting);
        _waiting = waiting;
    }

    private async Task WatchAsync(TimeProvider time)
    {
        using PeriodicTimer timer = new(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                Look();
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Time and length of what the name leads to, links followed; a file that is not there has a stamp as well.</summary>
    private (DateTime Written, long Length) Stamp()
    {
        try
        {
            FileInfo file = new(_sources.FilePath);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        }
        catch (IOException)
        {
            return default;
        }
    }
}
