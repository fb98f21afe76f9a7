namespace Streaming.Player.Desktop.Playing;

/// <summary>What is over but not yet gone: sessions that say farewell, and viewings whose pictures are still looked at.</summary>
internal sealed class Departures
{
    private readonly List<Viewing> _retired = [];
    private readonly List<Task> _running = [];

    /// <summary>What has not ended yet.</summary>
    public Task[] Running => [.. _running];

    public void Follow(Task running) => _running.Add(running);

    /// <summary>Its threads end; what it showed stays until <see cref="Discard"/>.</summary>
    public void Retire(Viewing viewing)
    {
        viewing.End();
        _retired.Add(viewing);
    }

    /// <summary>Nobody looks at retired viewings any more.</summary>
    public void Discard()
    {
        foreach (Viewing viewing in _retired)
            _running.Add(Task.Run(viewing.Dispose));
        _retired.Clear();
        _running.RemoveAll(task => task.IsCompleted);
    }
}
