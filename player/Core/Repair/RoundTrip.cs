namespace Streaming.Player.Repair;

/// <summary>How long it takes from asking for a packet to having it. RFC 6298 §2, with what was asked for only once (Karn).</summary>
internal sealed class RoundTrip
{
    /// <summary>The G of RFC 6298: asking again sooner would ask for what is arriving.</summary>
    private static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(10);

    private TimeSpan _deviation = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether any was measured.</summary>
    public bool IsMeasured { get; private set; }

    /// <summary>Before one was: across a continent.</summary>
    public TimeSpan Smoothed { get; private set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Most are here by then.</summary>
    public TimeSpan Expected => Smoothed + (2 * _deviation);

    /// <summary>What is not here by then is not on its way.</summary>
    public TimeSpan Retry => Smoothed + (4 * _deviation > Granularity ? 4 * _deviation : Granularity);

    /// <summary>Something else was answered in this time: a first guess.</summary>
    public void Suppose(TimeSpan answered)
    {
        if (!IsMeasured)
            Smoothed = answered;
    }

    public void Accept(TimeSpan measured)
    {
        TimeSpan error = measured - Smoothed;
        _deviation = IsMeasured ? _deviation + ((error.Duration() - _deviation) / 4) : measured / 4;
        Smoothed = IsMeasured ? Smoothed + (error / 8) : measured;
        IsMeasured = true;
    }
}
