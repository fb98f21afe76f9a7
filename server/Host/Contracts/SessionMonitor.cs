using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Renegotiation;
using Streaming.Qos.Safety;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>Watches one session: compares what leaves and what arrives with its contract, and decides what it should play.</summary>
/// <remarks>Fed by the sweep; may be asked from any thread.</remarks>
internal sealed class SessionMonitor
{
    /// <summary>A link that flaps makes two an hour after a while; this is what an operator wants to see of the last evening.</summary>
    private const int MostEvents = 64;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ControlClock _clock;
    private readonly Instant _began;
    private readonly ContractMonitor _contract;
    private readonly Queue<ContractEvent> _events = [];
    private readonly Dictionary<Term, Party> _broken = [];
    private readonly Dictionary<SendStream, StreamMonitor> _streams = [];
    private IReadOnlyList<OperatingPoint> _points = [];
    private Renegotiator? _policy;
    private TrafficSpec _traffic;
    private int _generation;
    private int _level;
    private long _seen;
    private Verdict? _last;

    /// <param name="first">What was agreed on.</param>
    public SessionMonitor(FilmSession session, ContractChange first, ControlClock clock)
    {
        _clock = clock;
        _traffic = first.Contract.Traffic;
        _generation = first.Contract.Generation;
        _level = first.Point.Level;
        _began = clock.Now;
        _contract = new(first.Contract, _level, _began);
        _seen = session.Sending.Meter.History.Written;
        Note("granted", $"{first.Point.Name}, {DescribeRate(first.Contract)}");
    }

    /// <summary>What was sent in the last whole second.</summary>
    public BitRate Used { get; private set; }

    /// <summary>The share that was of no use to its receiver, by its last report.</summary>
    public Ratio Loss { get; private set; }

    /// <summary>What its receiver has reported lately, of all streams, the newest last.</summary>
    public IReadOnlyList<ReceptionEntry> Receptions
    {
        get
        {
            lock (_gate)
                return [.. _streams.Values.SelectMany(stream => stream.History).OrderBy(entry => entry.At)];
        }
    }

    public IReadOnlyList<ContractEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>How often a term was found not to be kept.</summary>
    public int Violations { get; private set; }

    /// <summary>So far; after <see cref="Close"/> the last word.</summary>
    public Verdict Verdict(Instant now)
    {
        lock (_gate)
            return _last ?? _contract.Verdict(now);
    }

    /// <summary>Takes what has been measured since; what changed is told once.</summary>
    /// <param name="isSending">Media leaves, or should.</param>
    public IReadOnlyList<Violation> Take(FilmSession session, bool isSending, Instant now)
    {
        lock (_gate)
        {
            TakeWindows(session, now);
            foreach (SessionStream stream in session.Streams)
                TakeReports(session, stream, isSending, now);
            List<Violation> changes = [];
            while (_contract.TryTake(out Violation? change))
            {
                changes.Add(change);
                Tell(change);
            }

            return changes;
        }
    }

    /// <summary>What to do about the session's level now.</summary>
    /// <param name="fits">The best level there is room for.</param>
    /// <param name="shortage">What took the room, where there is none for what it plays.</param>
    public RenegotiationVerb Decide(FilmSession session, int? fits, MoveReason shortage, Instant now)
    {
        lock (_gate)
        {
            if (session.Point is not { } point || session.Points.Count == 0 || point.Level >= session.Points.Count)
                return RenegotiationVerb.Keep;
            if (!ReferenceEquals(_points, session.Points))
            {
                _points = session.Points;
                _policy = new([.. _points.Select(one => one.Traffic.Rate)], now);
            }

            Qos.Renegotiation.SessionSnapshot snapshot = new()
            {
                Level = point.Level,
                Fits = fits,
                Shortage = shortage,
                IsHurt = _contract.IsHurt,
                Loss = Loss,
                Breaker = _streams.Values.Select(stream => stream.Breaker.Verdict).DefaultIfEmpty().Max(),
            };
            return _policy!.Decide(in snapshot, now);
        }
    }

    /// <summary>The session was moved to another level of its ladder.</summary>
    public void Moved(OperatingPoint point, MoveReason why, string reason, Instant now)
    {
        lock (_gate)
        {
            _level = point.Level;
            _contract.Moved(point.Level, PartyOf(why), now);
            if (why == MoveReason.Breaker)
            {
                foreach (StreamMonitor stream in _streams.Values)
                    stream.Breaker.Reduced(now);
            }

            Note("moved", $"{point.Name}: {reason}");
        }
    }

    /// <summary>Not even the least of its ladder can be sent any more: worse than any level of it.</summary>
    public void GaveUp(FilmSession session, MoveReason why, Instant now)
    {
        lock (_gate)
        {
            _contract.Moved(Math.Max(session.Points.Count, _level + 1), PartyOf(why), now);
        }
    }

    /// <summary>The session is over: what is said of it now is the last word.</summary>
    public Verdict Close(FilmSession session, string reason, Instant now)
    {
        Take(session, isSending: false, now);
        lock (_gate)
        {
            Note("ended", reason);
            return _last ??= _contract.Verdict(now);
        }
    }

    /// <summary>One line: what the contract is measured by.</summary>
    public string Quality(FilmSession session)
    {
        lock (_gate)
        {
            TimeSpan? jitter = session.Streams.Max(stream => stream.Sending.Reception is { } report
                ? stream.Track.Clock.ToLength(report.Block.Jitter) : (TimeSpan?)null);
            TimeSpan? roundTrip = session.Streams.Max(stream => stream.Sending.Reception?.RoundTrip);
            string received = jitter is null ? "" : FormattableString.Invariant(
                $"; lost {Loss}; jitter {jitter.Value.TotalMilliseconds:0.0} ms");
            string trip = roundTrip is null ? "" : FormattableString.Invariant($"; round trip {roundTrip.Value.TotalMilliseconds:0.0} ms");
            return $"sent {Used}{received}{trip}";
        }
    }

    private static Party PartyOf(MoveReason why) => why switch
    {
        MoveReason.ClientWish => Party.Client,
        MoveReason.Preempted => Party.Server,
        _ => Party.Network,
    };

    private static string DescribeRate(Contract contract) => $"{ServiceClassText.Format(contract.Class)} {contract.Traffic.Rate}";

    /// <summary>Another contract is in force, by whoever's doing.</summary>
    private void Adopt(ContractChange change, Instant now)
    {
        _traffic = change.Contract.Traffic;
        _generation = change.Contract.Generation;
        _contract.Adopt(change.Contract, now);
        Note("inForce", $"{change.Point.Name}, {DescribeRate(change.Contract)}");
        if (change.Point.Level == _level)
            return;
        _level = change.Point.Level;
        _contract.Moved(_level, Party.Client, now);
    }

    /// <summary>Each window is judged by the contract it left under.</summary>
    private void TakeWindows(FilmSession session, Instant now)
    {
        WindowHistory<SendWindow> history = session.Sending.Meter.History;
        Queue<ContractChange> changes = new(session.Agreement.History.Where(IsNew));
        foreach (ref readonly SendWindow window in history.Since(_seen, out _seen).AsSpan())
        {
            while (changes.TryPeek(out ContractChange? next) && window.Start >= HoldsFrom(next))
                Adopt(changes.Dequeue(), window.Start);
            _contract.Accept(in window);
        }

        // The window it came in force in is not over yet, perhaps; where nothing leaves, none will be.
        while (changes.TryPeek(out ContractChange? last) && now > HoldsFrom(last) + Second)
            Adopt(changes.Dequeue(), HoldsFrom(last));
        ByteCount second = ByteCount.Zero;
        foreach (SendWindow window in history.Latest(10))
            second += window.Sent.Bytes;
        Used = BitRate.Of(second, Second);
    }

    private bool IsNew(ContractChange change) => change.Contract.Generation > _generation && change.InForce is not null;

    /// <summary>Delivery switches a little before it is known here: what allows no less holds as soon as it was granted, from the window on
    /// in which it was; what left under the smaller one is within it as well.</summary>
    private Instant HoldsFrom(ContractChange change)
    {
        TrafficSpec traffic = change.Contract.Traffic;
        bool isWider = traffic.Rate >= _traffic.Rate && traffic.Depth >= _traffic.Depth;
        return isWider ? change.Decided - MonitoringWindow.Length : change.InForce!.Value;
    }

    private void TakeReports(FilmSession session, SessionStream stream, bool isSending, Instant now)
    {
        if (!_streams.TryGetValue(stream.Sending, out StreamMonitor? monitor))
        {
            bool isReserved = session.Contract is { Class: not ServiceClass.BestEffort };
            _streams[stream.Sending] = monitor = new(stream, _began, isReserved, CanReduce(session));
        }

        foreach (ReceptionEntry entry in monitor.Take(isSending, now))
            _contract.Accept(entry.Figures, entry.At);
        Loss = _contract.LastLoss;
        if (monitor.Breaker.Verdict != BreakerVerdict.Keep && monitor.Breaker.Cause != monitor.Told)
        {
            monitor.Told = monitor.Breaker.Cause;
            Note("breaker", $"{monitor.Told}: {monitor.Breaker.Verdict}");
        }
    }

    private static bool CanReduce(FilmSession session) => session.Points.Count > 1
        && session.Points[^1].Traffic.Rate.BitsPerSecond <= session.Points[0].Traffic.Rate.BitsPerSecond / 10;

    private void Tell(Violation change)
    {
        if (change.Until is null)
        {
            Violations += _broken.ContainsKey(change.Term) ? 0 : 1;
            _broken[change.Term] = change.By;
        }
        else
        {
            _broken.Remove(change.Term);
        }

        Note(change.Until is null ? "violated" : "kept", $"{change}");
    }

    private void Note(string kind, string text)
    {
        if (_events.Count == MostEvents)
            _events.Dequeue();
        _events.Enqueue(new(_clock.Time.GetUtcNow(), kind, text));
    }
}
