namespace Streaming.Player.Channels;

/// <summary>The server's time of day by our own clock, learnt from what it says of it on the way.</summary>
/// <remarks>
/// A time of day that comes is no earlier than when it was written: the server's clock is at least there. Where it answers what we asked,
/// it is no later than when we asked: the server's clock is at most that, and the round trip, further. The truth lies between the highest
/// of the first and the lowest of the second, whatever the routes did meanwhile, and is taken to be in the middle: wrong by half of the
/// shortest way there and back at most, and only as far as one direction takes longer than the other even at its best. RFC 3550 §6.4.1, RFC
/// 3611 §4.5.
/// </remarks>
public sealed class CommonClock
{
    /// <summary>Before the drift is known: two crystals, each as bad as any in use.</summary>
    private const double Unknown = 300e-6;

    private ClockBounds _bounds;
    private NtpTime _server;
    private Instant _local;
    private double _drift;
    private double _doubt = Unknown;

    /// <summary>A time of day has come.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>How much faster than ours the server's clock runs, in millionths; 0 while nobody can tell.</summary>
    public int SkewPpm => (int)Math.Round(_drift * 1e6);

    /// <summary>How often the server's clock, or ours, was set: what was known before was worth nothing.</summary>
    public int Breaks { get; private set; }

    /// <summary>Our own time of day for a receiver reference time: any will do, because it is only sent back. RFC 3611 §4.4.</summary>
    public static NtpTime Own(Instant now) => new NtpTime(1UL << 32) + new TimeSpan(now.Ticks);

    /// <summary>The server's time of day came, nobody knows how long after it was written.</summary>
    public void Heard(NtpTime server, Instant arrival) => Accept(server, null, arrival);

    /// <summary>The server's time of day came as an answer.</summary>
    /// <param name="roundTrip">From asking to the answer, without what the server took for it.</param>
    public void Answered(NtpTime server, TimeSpan roundTrip, Instant arrival) => Accept(server, roundTrip, arrival);

    /// <summary>The server's time of day; the era's beginning while nothing is known.</summary>
    public NtpTime At(Instant now) => _server + (now - _local) + new TimeSpan(Ahead(now));

    /// <summary>When by our clock it is that time of day at the server.</summary>
    public Instant InstantOf(NtpTime server)
    {
        // The clocks drift apart so little that the second guess is good to a tick.
        Instant guess = _local + (server - _server);
        guess -= new TimeSpan(Ahead(guess));
        return guess - (At(guess) - server);
    }

    /// <summary>How far off it can be; null where the server has never answered, and the way to us may have taken any time.</summary>
    public TimeSpan? ErrorAt(Instant now)
    {
        (long low, long high) = _bounds.At(now.Ticks, _drift, _doubt);
        return IsKnown && high < long.MaxValue ? new TimeSpan(Math.Max(0, high - low) / 2) : null;
    }

    private void Accept(NtpTime server, TimeSpan? roundTrip, Instant arrival)
    {
        if (!IsKnown)
            (IsKnown, _server, _local) = (true, server, arrival);
        long low = (server - _server - (arrival - _local)).Ticks;
        long high = roundTrip is { } trip ? low + Math.Max(0, trip.Ticks) : long.MaxValue;
        if (_bounds.Contradict(low, high, arrival.Ticks, _drift, _doubt))
        {
            _bounds = default;
            (_drift, _doubt) = (0, Unknown);
            Breaks++;
        }

        if (_bounds.Add(low, high, arrival.Ticks, _drift, _doubt))
            (_drift, _doubt) = _bounds.Drift(Unknown);
    }

    private long Ahead(Instant now)
    {
        (long low, long high) = _bounds.Likely(now.Ticks, _drift, _doubt);
        return high < long.MaxValue ? low + ((high - low) / 2) : low;
    }
}
