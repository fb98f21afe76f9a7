namespace Streaming.Qos.Safety;

/// <summary>Stops one RTP stream that harms the network or reaches nobody. RFC 8083 §4.</summary>
/// <remarks>
/// <para>Fed with what is sent and with every report about it; asked at least once a second. Once it has asked for silence it goes on
/// asking: to start again is a person's decision, or a new session's (RFC 8083 §4.5). While nothing is sent nothing can trip.</para>
/// <para>For unicast: all reports come from one receiver. A session has one for each of its streams, and ceases where any asks for
/// it.</para>
/// </remarks>
public sealed class CircuitBreaker(BreakerOptions? options = null)
{
    /// <summary>A minute: what a report claims beyond that is nonsense, and the arithmetic below stays within 128 bits.</summary>
    private static readonly TimeSpan LongestRoundTrip = TimeSpan.FromMinutes(1);

    private readonly BreakerOptions _options = options ?? BreakerOptions.Default;
    private readonly ReportHistory _history = new();
    private TimeSpan _roundTrip = (options ?? BreakerOptions.Default).FirstRoundTrip;
    private bool _isSending;
    private long _packets;

    // When the last report came, or sending began.
    private Instant _heard;

    // The reports in a row that name the same highest number, and what had been sent by the first of them.
    private uint? _highest;
    private int _standstill;
    private (Instant At, long Packets) _stoodSince;
    private bool _isReduced;

    public BreakerCause Cause { get; private set; }

    /// <summary><see cref="BreakerVerdict.ReduceTenfold"/> stands until <see cref="Reduced"/>; <see cref="BreakerVerdict.Cease"/> for
    /// ever.</summary>
    public BreakerVerdict Verdict { get; private set; }

    /// <summary>CB_INTERVAL, in reports: ceil(3 · min(max(10 · G · Tf, 10 · Tr, 3 · Tdr), max(15 s, 3 · Td)) / (3 · Tdr)). RFC 8083
    /// §4.3.</summary>
    public int Interval
    {
        get
        {
            long receiver = 3 * Math.Max(1, _options.ReceiverInterval.Ticks);
            long wanted = 10 * Math.Max(_options.GroupSize * _options.FramingInterval.Ticks, _roundTrip.Ticks);
            long longest = Math.Max(15 * TimeSpan.TicksPerSecond, 3 * _options.ReportingInterval.Ticks);
            long interval = 3 * Math.Min(Math.Max(wanted, receiver), longest);
            return (int)Math.Min(ReportHistory.MostReports, (interval + receiver - 1) / receiver);
        }
    }

    /// <summary>So many packets of the stream have left.</summary>
    public void Sent(long packets, Instant now)
    {
        if (!_isSending)
        {
            (_isSending, _heard, _standstill, _highest) = (true, now, 0, null);
            _history.Restart(now, _packets);
        }

        _packets += packets;
    }

    /// <summary>Nothing is sent until the next <see cref="Sent"/>: nobody has to report on that.</summary>
    public void Pause() => _isSending = false;

    /// <summary>The rate is a tenth at most from now on.</summary>
    public void Reduced(Instant now)
    {
        if (Verdict != BreakerVerdict.ReduceTenfold)
            return;
        (Verdict, _isReduced) = (BreakerVerdict.Keep, true);
        _history.Restart(now, _packets);
    }

    /// <summary>Time passes. RFC 8083 §4.1: three deterministic intervals, of five seconds at least, without any report.</summary>
    public BreakerVerdict Check(Instant now)
    {
        TimeSpan interval = _options.ReportingInterval;
        TimeSpan least = TimeSpan.FromSeconds(5);
        if (_isSending && now - _heard >= 3 * (interval > least ? interval : least))
            Trip(BreakerCause.RtcpTimeout);
        return Verdict;
    }

    /// <summary>The receiver reports on the stream. Reports that come while nothing is sent say nothing.</summary>
    public BreakerVerdict Accept(in BreakerReport report, Instant now)
    {
        if (!_isSending)
            return Verdict;
        _heard = now;
        if (report.RoundTrip is { } roundTrip)
            _roundTrip = new(((_roundTrip.Ticks * 4) + Math.Clamp(roundTrip.Ticks, 0, LongestRoundTrip.Ticks)) / 5);
        _history.Add(now, _packets, report.FractionLost);
        WatchMedia(report.HighestSequence, now);
        WatchCongestion();
        return Verdict;
    }

    /// <summary>RFC 8083 §4.2: CB_INTERVAL reports in a row name the same highest number, though at least one packet was sent in every
    /// round trip.</summary>
    private void WatchMedia(uint highest, Instant now)
    {
        // The number wraps after 2^32 packets; what does not lie ahead is no progress.
        if (_highest is not { } before || unchecked((int)(highest - before)) > 0)
        {
            (_highest, _standstill, _stoodSince) = (highest, 1, (now, _packets));
            return;
        }

        _standstill++;
        Int128 sent = (Int128)(_packets - _stoodSince.Packets) * Math.Max(1, _roundTrip.Ticks);
        if (_standstill >= Interval && sent >= (now - _stoodSince.At).Ticks && _packets > _stoodSince.Packets)
            Trip(BreakerCause.MediaTimeout);
    }

    /// <summary>RFC 8083 §4.3: over CB_INTERVAL reports more than ten times X = s / (Tr · sqrt(2 · p / 3)) was sent.</summary>
    /// <remarks>With N packets of mean size s in the time T the rate is N · s / T: s cancels out, and squared nothing is left but integers:
    /// N² · Tr² · 2p / 3 > 100 · T², where p is the sum of n fractions in 256ths, over n.</remarks>
    private void WatchCongestion()
    {
        int reports = Interval;
        if (_history.Reports < reports)
            return;
        (TimeSpan time, long packets, int fractions) = _history.Last(reports);
        UInt128 inFlight = (UInt128)packets * (ulong)_roundTrip.Ticks;
        UInt128 span = (ulong)time.Ticks;
        bool isCongested = inFlight * inFlight * 2 * (uint)fractions > 100 * 3 * 256 * (UInt128)reports * span * span;
        if (_options.WatchesCongestion && isCongested)
            Trip(BreakerCause.Congestion);
        else
            _isReduced = false;

        // RFC 8083 §4.4 leaves to the application what is of use.
        if (_options.UnusableLoss is { } unusable && Ratio.Of(fractions, 256L * reports) >= unusable)
            Trip(BreakerCause.MediaUsability);
    }

    private void Trip(BreakerCause cause)
    {
        if (Verdict == BreakerVerdict.Cease)
            return;
        bool mayReduce = cause == BreakerCause.Congestion && _options.CanReduceTenfold && !_isReduced;
        (Cause, Verdict) = (cause, mayReduce ? BreakerVerdict.ReduceTenfold : BreakerVerdict.Cease);
    }
}
