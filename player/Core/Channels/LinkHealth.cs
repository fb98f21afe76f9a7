namespace Streaming.Player.Channels;

/// <summary>What the link does to what comes over it: what is usual, for how long it has been bad, and what it carries.</summary>
internal sealed class LinkHealth
{
    /// <summary>A broken picture twice a second is bad; once in two seconds is weather.</summary>
    private const double Healing = 0.1;

    private const double FewMissed = 0.02;

    private const double ManyLost = 0.02;

    /// <summary>What queues no longer than this on top of the usual is jitter.</summary>
    private static readonly TimeSpan Queue = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan MostBad = TimeSpan.FromSeconds(3);

    /// <summary>What is usual is learnt in about so long.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private TimeSpan _usualQueue;
    private int _lost;
    private int _expected;
    private int _queued;

    /// <summary>The share of packets that the network loses when nothing is tried.</summary>
    public double UsualLoss { get; private set; }

    /// <summary>The share that repair does not bring back, of late.</summary>
    public double Missed { get; private set; }

    /// <summary>What is missed whatever is joined: it is no use to give anything up for it.</summary>
    public double Unavoidable { get; set; }

    /// <summary>How long it has been bad, less a tenth of how long it has been well again.</summary>
    public TimeSpan Bad { get; private set; }

    /// <summary>In about the last second.</summary>
    public BitRate Delivered { get; private set; }

    /// <summary>What came while a queue stood before the link: all that it carries. Null while that was never seen.</summary>
    public BitRate? Capacity { get; private set; }

    public void Accept(in LayerWindow window)
    {
        BitRate rate = BitRate.Of(window.Received, window.Length);
        Delivered = new((long)Blend(Delivered.BitsPerSecond, rate.BitsPerSecond, window.Length / TimeSpan.FromSeconds(1)));
        if (window.Expected > 0)
            Missed = Blend(Missed, (double)window.Missed / window.Expected, window.Length / TimeSpan.FromSeconds(3));
        TimeSpan bad = IsBad(window) ? window.Length : IsCrowded(window) ? window.Length / 2 : -window.Length * Healing;
        Bad = new(Math.Clamp((Bad + bad).Ticks, 0, MostBad.Ticks));
    }

    /// <summary>Nothing is being tried: this is how it usually is.</summary>
    public void Learn(in LayerWindow window)
    {
        double share = window.Length / Memory;
        if (window.Expected > 0)
            UsualLoss = Blend(UsualLoss, (double)window.Lost / window.Expected, share);

        // The longest of late: a sender that spreads what it sends over time queues it itself.
        TimeSpan sunk = _usualQueue - ((_usualQueue - window.Queueing) * share);
        _usualQueue = window.Queueing > _usualQueue ? window.Queueing : sunk;
    }

    /// <summary>Something is tried: harm is counted from here.</summary>
    public void BeginTrial() => (_lost, _expected, _queued, Capacity) = (0, 0, 0, null);

    /// <summary>Whether what is tried does harm: a queue grows that was not there, or more is lost than chance explains.</summary>
    public bool IsHarmed(in LayerWindow window)
    {
        _lost += window.Lost;
        _expected += window.Expected;
        double usual = UsualLoss * _expected;
        bool loses = _lost > usual + (3 * Math.Sqrt(usual)) + 2;

        // A queue that is gone with the next window was a machine that had something else to do.
        _queued = window.Queueing > _usualQueue + Queue ? _queued + 1 : 0;
        bool queues = _queued > 1 || (_queued > 0 && window.Lost > 0);
        if (queues || loses)
            Capacity = BitRate.Of(window.Received, window.Length);
        return queues || loses;
    }

    public void Recover() => Bad = TimeSpan.Zero;

    private static double Blend(double before, double value, double share) => before + ((value - before) * Math.Min(1, share));

    private bool IsBad(in LayerWindow window)
    {
        double expected = Unavoidable * window.Expected;
        return window.Missed > expected + (2 * Math.Sqrt(expected)) && window.Missed > FewMissed * window.Expected;
    }

    /// <summary>Repair mends it still, but it is this stream that fills the link.</summary>
    private bool IsCrowded(in LayerWindow window) =>
        window.Queueing > _usualQueue + Queue && window.Lost > ManyLost * window.Expected;
}
