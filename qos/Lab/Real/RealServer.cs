using Streaming.Lab.Real.Serving;
using Streaming.Server.Host.Http;

namespace Streaming.Lab.Real;

/// <summary>The server of a run: may be killed and started again.</summary>
internal sealed class RealServer : IAsyncDisposable
{
    /// <summary>From being started to having its titles.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _program;
    private readonly ServerHome _home;
    private readonly int _titles;
    private readonly RealJournal _journal;
    private ServerProcess? _process;
    private ServerApi? _api;
    private TaskCompletionSource _ready = new();
    private int _listed;

    /// <param name="titles">How many there are.</param>
    public RealServer(string program, ServerHome home, int titles, RealJournal journal) =>
        (_program, _home, _titles, _journal) = (program, home, titles, journal);

    /// <summary>Of RTSP, also while it is dead.</summary>
    public int RtspPort { get; private set; }

    public bool IsDead => _api is null;

    /// <exception cref="RealRunException">It does not start, or has not all its titles.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        (_ready, _listed) = (new(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        if (_titles == 0)
            _ready.TrySetResult();
        ServerProcess started = await ServerProcess.StartAsync(_program, _home.Configuration, _process, Hear, stop);
        if (_process is not null)
            await _process.DisposeAsync();
        _process = started;
        RtspPort = started.RtspPort;
        try
        {
            await _ready.Task.WaitAsync(Patience, stop);
        }
        catch (TimeoutException)
        {
            throw new RealRunException($"the server has not all its titles: {started.Said}");
        }

        _api = new(started.HttpPort);
    }

    /// <summary>It is gone from one moment to the next.</summary>
    public async Task KillAsync()
    {
        _api?.Dispose();
        _api = null;
        await _process!.KillAsync();
    }

    /// <summary>What its links and its sessions are; none while it is dead.</summary>
    public async Task<(IReadOnlyList<LinkDetails> Links, IReadOnlyList<SessionDetails> Sessions)> LookAsync(CancellationToken stop)
    {
        try
        {
            if (_api is { } api)
            {
                IReadOnlyList<SessionDetails> sessions = await api.SessionsAsync(stop);
                _journal.Named(sessions);
                return (await api.LinksAsync(stop), sessions);
            }
        }
        catch (Exception gone) when (
            gone is HttpRequestException or ObjectDisposedException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            // It was killed while it was asked.
        }

        return ([], []);
    }

    /// <summary>Sessions that are over are judged.</summary>
    public async Task JudgeAsync(CancellationToken stop)
    {
        if (_api is not { } api)
            return;
        IReadOnlyList<SessionDetails> ended = await api.EndedAsync(stop);
        _journal.Named(ended);
        _journal.Judged(ended);
    }

    /// <summary>The operator says that a link carries more or less; nobody hears that while it is dead.</summary>
    public Task TellAsync(string link, BitRate rate, CancellationToken stop) => _api?.TellAsync(link, rate, stop) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private void Hear(LoggedEvent line)
    {
        _journal.Logged(line);
        if (line.Kind == "Ready" && Interlocked.Increment(ref _listed) == _titles)
            _ready.TrySetResult();
    }
}
