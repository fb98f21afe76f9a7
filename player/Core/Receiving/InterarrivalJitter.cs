namespace Streaming.Player.Receiving;

/// <summary>The interarrival jitter of RFC 3550 §6.4.1, computed as §A.8 does: a mean deviation with gain 1/16, in integers.</summary>
internal struct InterarrivalJitter
{
    private long _transit;
    private bool _started;

    /// <summary>Sixteen times the jitter: the fraction that integer arithmetic must not lose.</summary>
    private long _scaled;

    /// <summary>In clock units, as a receiver report carries it.</summary>
    public readonly long Units => _scaled >> 4;

    /// <summary>A packet stamped <paramref name="time"/> came at <paramref name="arrival"/>, both in units of the stream's clock.</summary>
    public void Accept(long arrival, long time)
    {
        long transit = arrival - time;
        if (_started)
        {
            long deviation = Math.Abs(transit - _transit);
            _scaled += deviation - ((_scaled + 8) >> 4);
        }

        _transit = transit;
        _started = true;
    }

    /// <summary>The next packet is measured against none before it: the sender's schedule has changed.</summary>
    public void Restart() => _started = false;
}
