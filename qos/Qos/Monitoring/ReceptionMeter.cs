namespace Streaming.Qos.Monitoring;

/// <summary>Counts what one receiver meets: <see cref="SendMeter"/> at the other end.</summary>
public sealed class ReceptionMeter(Instant start, int capacity = MonitoringWindow.DefaultHistory)
    : FlowMeter<ReceptionWindow>(start, capacity)
{
    /// <summary>A packet came for the first time.</summary>
    /// <param name="jitter">The running estimate with it.</param>
    /// <param name="isLate">Too late to be of use.</param>
    public void Received(ByteCount size, TimeSpan jitter, bool isLate, Instant now)
    {
        ref ReceptionWindow window = ref At(now);
        window = window with
        {
            Received = window.Received + new Tally(1, size),
            Late = window.Late + (isLate ? 1 : 0),
            WorstJitter = jitter > window.WorstJitter ? jitter : window.WorstJitter,
        };
    }

    /// <summary>So many packets in a row were given up.</summary>
    public void Lost(int run, Instant now)
    {
        ref ReceptionWindow window = ref At(now);
        window = window with { Lost = window.Lost + run, LongestLossRun = Math.Max(window.LongestLossRun, run) };
    }

    public void Duplicate(Instant now)
    {
        ref ReceptionWindow window = ref At(now);
        window = window with { Duplicates = window.Duplicates + 1 };
    }

    /// <summary>What is held before it is shown, in time.</summary>
    public void Buffered(TimeSpan level, Instant now)
    {
        ref ReceptionWindow window = ref At(now);
        window = window with { LowestBuffer = window.LowestBuffer is { } lowest && lowest < level ? lowest : level };
    }

    /// <summary>How far apart the streams play; the sign does not matter.</summary>
    public void Skewed(TimeSpan skew, Instant now)
    {
        ref ReceptionWindow window = ref At(now);
        window = window with { WorstSkew = skew.Duration() > window.WorstSkew ? skew.Duration() : window.WorstSkew };
    }
}
