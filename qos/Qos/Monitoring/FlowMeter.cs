namespace Streaming.Qos.Monitoring;

/// <summary>Cuts what it counts into windows that follow one another without a gap. Integers only; nothing is allocated.</summary>
/// <remarks>Time is handed in and never runs backwards. A window is closed by whatever is counted after its end, and by
/// <see cref="Advance"/>.</remarks>
/// <param name="start">Where the first window begins.</param>
/// <param name="capacity">How many closed windows are remembered.</param>
public abstract class FlowMeter<T>(Instant start, int capacity)
    where T : struct, IWindow<T>
{
    private T _open = T.Empty(start);
    private Instant _end = start + MonitoringWindow.Length;

    /// <summary>Closed windows only; read by anybody.</summary>
    public WindowHistory<T> History { get; } = new(capacity);

    /// <summary>Closes every window that has ended; a pause makes empty ones.</summary>
    public void Advance(Instant now)
    {
        if (now < _end)
            return;
        History.Add(in _open);

        // Of a long pause only what the history holds.
        long empty = (now - _end).Ticks / MonitoringWindow.Length.Ticks;
        if (empty > capacity)
            _end += MonitoringWindow.Length * (empty - capacity);
        for (; now - _end >= MonitoringWindow.Length; _end += MonitoringWindow.Length)
            History.Add(T.Empty(_end));

        _open = T.Empty(_end);
        _end += MonitoringWindow.Length;
    }

    /// <summary>The window that <paramref name="now"/> falls into.</summary>
    protected ref T At(Instant now)
    {
        Advance(now);
        return ref _open;
    }
}
