namespace Streaming.Qos.Monitoring;

/// <summary>Counts what one session sends. For the sending thread.</summary>
/// <param name="lateAfter">The tolerance: what leaves later than this after its due time is late.</param>
public sealed class SendMeter(Instant start, TimeSpan lateAfter, int capacity = MonitoringWindow.DefaultHistory)
    : FlowMeter<SendWindow>(start, capacity)
{
    /// <summary>Became due.</summary>
    public void Offered(Tally what, Instant now)
    {
        ref SendWindow window = ref At(now);
        window = window with { Offered = window.Offered + what };
    }

    /// <summary>Held back by the shaper; counted once, however long it waits.</summary>
    public void Shaped(Tally what, Instant now)
    {
        ref SendWindow window = ref At(now);
        window = window with { Shaped = window.Shaped + what };
    }

    /// <summary>Held back because the connection took no more; counted once.</summary>
    public void Blocked(Tally what, Instant now)
    {
        ref SendWindow window = ref At(now);
        window = window with { Blocked = window.Blocked + what };
    }

    /// <summary>Left together, the worst of them <paramref name="lateness"/> after its due time.</summary>
    public void Sent(Tally what, TimeSpan lateness, Instant now)
    {
        ref SendWindow window = ref At(now);
        window = window with
        {
            Sent = window.Sent + what,
            Late = lateness > lateAfter ? window.Late + what : window.Late,
            WorstLateness = lateness > window.WorstLateness ? lateness : window.WorstLateness,
        };
    }

    /// <summary>Given up before it left.</summary>
    public void Dropped(Tally what, Instant now)
    {
        ref SendWindow window = ref At(now);
        window = window with { Dropped = window.Dropped + what };
    }
}
