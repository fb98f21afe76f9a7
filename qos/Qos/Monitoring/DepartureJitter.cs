namespace Streaming.Qos.Monitoring;

/// <summary>What a receiver's jitter estimate would be on a network without jitter: the same arithmetic over the departures. RFC 3550
/// §6.4.1, appendix A.8.</summary>
/// <remarks>
/// A plan that sends ahead makes packets leave up to seconds before their time, and the receiver, who knows only their time stamps, takes
/// that for jitter (RFC 5450 §1). By the triangle inequality the network's own is at least the receiver's estimate less this one.
/// </remarks>
public struct DepartureJitter
{
    private long _transit;
    private long _scaled;
    private bool _started;

    public readonly TimeSpan Value => new(_scaled >> 4);

    /// <summary>A packet left.</summary>
    /// <param name="mediaTime">What its time stamp says, as time.</param>
    public void Departed(TimeSpan mediaTime, Instant now)
    {
        long transit = now.Ticks - mediaTime.Ticks;
        if (_started)
            _scaled += Math.Abs(transit - _transit) - ((_scaled + 8) >> 4);
        (_transit, _started) = (transit, true);
    }
}
