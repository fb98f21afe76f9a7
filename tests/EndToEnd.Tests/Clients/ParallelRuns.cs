using System.Collections.Concurrent;

namespace Streaming.EndToEnd.Tests.Clients;

/// <summary>Plays many films at once, since each takes as long as it lasts; a test then looks at the run of its own case.</summary>
/// <typeparam name="TResult">What a run leaves behind.</typeparam>
public sealed class ParallelRuns<TResult> : IDisposable
{
    /// <summary>Two processors decode about this many small films in real time with room to spare.</summary>
    private const int AtOnce = 6;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly ConcurrentDictionary<string, Task<TResult>> _runs = new();

    /// <summary>Starts every case the first time it is called, and answers with the one asked for.</summary>
    internal Task<TResult> GetAsync(string key, IEnumerable<(string Key, Func<Task<TResult>> Run)> all)
    {
        lock (_runs)
        {
            if (_runs.IsEmpty)
            {
                foreach ((string name, Func<Task<TResult>> run) in all)
                    _runs[name] = InTurnAsync(run);
            }
        }

        return _runs[key];
    }

    public void Dispose() => _places.Dispose();

    private async Task<TResult> InTurnAsync(Func<Task<TResult>> run)
    {
        await _places.WaitAsync();
        try
        {
            return await run();
        }
        finally
        {
            _places.Release();
        }
    }
}
