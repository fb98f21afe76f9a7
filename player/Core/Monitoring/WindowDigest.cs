using Streaming.Qos.Monitoring;

namespace Streaming.Player.Monitoring;

/// <summary>What the windows of a whole session come to, however long it was.</summary>
internal sealed class WindowDigest
{
    private readonly Quantiles _rates = new();
    private readonly Quantiles _jitters = new();
    /// <summary>Windows taken from the history, by its count.</summary>
    public long Taken { get; private set; }

    public long Windows { get; private set; }

    /// <summary>Windows in which nothing came.</summary>
    public long Empty { get; private set; }

    /// <summary>Windows in which packets were given up.</summary>
    public long Lossy { get; private set; }

    public long Late { get; private set; }

    /// <summary>When the window with the highest rate began.</summary>
    public Instant? BusiestAt { get; private set; }

    public TimeSpan? LowestBuffer { get; private set; }

    /// <summary>The rate that so many in a hundred windows do not exceed.</summary>
    public BitRate Rate(int percent) => BitRate.Of(new(_rates.Percentile(percent)), MonitoringWindow.Length);

    public TimeSpan Jitter(int percent) => new(_jitters.Percentile(percent));

    /// <summary>Takes what the history has beyond what was taken already; more often than the history is long.</summary>
    public void Take(WindowHistory<ReceptionWindow> history)
    {
        long fresh = history.Written - Taken;
        if (fresh == 0)
            return;
        Taken += fresh;
        foreach (ReceptionWindow window in history.Latest((int)Math.Min(fresh, history.Capacity)))
            Take(window);
    }

    private void Take(in ReceptionWindow window)
    {
        Windows++;
        Empty += window.Received.Packets == 0 ? 1 : 0;
        Lossy += window.Lost > 0 ? 1 : 0;
        Late += window.Late > 0 ? 1 : 0;
        if (window.Received.Bytes.Bytes > _rates.Largest)
            BusiestAt = window.Start;
        _rates.Add(window.Received.Bytes.Bytes);
        if (window.Received.Packets > 0)
            _jitters.Add(window.WorstJitter.Ticks);
        if (window.LowestBuffer is { } level && (LowestBuffer is not { } lowest || level < lowest))
            LowestBuffer = level;
    }
}
