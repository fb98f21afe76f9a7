using System.Collections.Concurrent;
using Streaming.Qos.Monitoring;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>Who watches over which session, and what was said of those that are over.</summary>
internal sealed class MonitorTable(ControlClock clock) : IContractFigures
{
    /// <summary>Sessions that are over can still be read about: the latest so many, at about 5 kB each.</summary>
    public const int MostEnded = 1_000;

    /// <summary>Time enough to ask what went wrong last night.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<SessionId, (FilmSession Session, SessionMonitor Monitor)> _monitors = new();
    private readonly Lock _gate = new();
    private readonly LinkedList<EndedSession> _ended = [];
    private long _violations;
    private long _pictureLosses;
    private RepairFigures _repairs;
    private long _met;
    private long _broken;

    /// <summary>Terms found not to be kept, in all sessions so far.</summary>
    public long Violations => Interlocked.Read(ref _violations);

    /// <summary>How often viewers have said that they lost pictures. RFC 4585 §6.3.1.</summary>
    public long PictureLosses => Interlocked.Read(ref _pictureLosses);

    /// <summary>What was done to mend streams, in all sessions so far.</summary>
    public RepairFigures Repairs
    {
        get
        {
            lock (_gate)
                return _repairs;
        }
    }

    /// <summary>Sessions that are over and whose contract was met.</summary>
    public long Met => Interlocked.Read(ref _met);

    /// <summary>Sessions that are over and whose contract was not.</summary>
    public long Broken => Interlocked.Read(ref _broken);

    /// <summary>The newest last.</summary>
    public IReadOnlyList<EndedSession> Ended
    {
        get
        {
            lock (_gate)
                return [.. _ended];
        }
    }

    public SessionMonitor? Find(SessionId session) =>
        _monitors.TryGetValue(session, out (FilmSession, SessionMonitor Monitor) found) ? found.Monitor : null;

    /// <summary>Takes what was measured of a session since; null where it has no contract yet.</summary>
    /// <param name="told">What changed: a term that is not kept any more, or is kept again.</param>
    public SessionMonitor? Take(FilmSession session, bool isSending, Instant now, out IReadOnlyList<Violation> told)
    {
        told = [];
        if (session.Agreement.InForce is not { } first)
            return null;
        SessionMonitor monitor = _monitors.GetOrAdd(session.Id, static (_, made) =>
            (made.session, new SessionMonitor(made.session, made.first, made.clock)), (session, first, clock)).Monitor;
        told = monitor.Take(session, isSending, now);
        CountLosses(session);
        Interlocked.Add(ref _violations, told.Count(change => change.Until is null));
        return monitor;
    }

    /// <summary>The last word on a session; null where it never had a contract.</summary>
    public Verdict? Close(FilmSession session, SessionSnapshot last, string reason, Instant now)
    {
        if (!_monitors.TryRemove(session.Id, out (FilmSession Session, SessionMonitor Monitor) found))
            return null;
        Verdict verdict = found.Monitor.Close(session, reason, now);
        CountLosses(session);
        if (verdict.IsMet)
            Interlocked.Increment(ref _met);
        else
            Interlocked.Increment(ref _broken);
        lock (_gate)
        {
            _ended.AddLast(new EndedSession(last, reason, clock.Time.GetUtcNow(), verdict, found.Monitor.Events));
            while (_ended.Count > MostEnded || clock.Time.GetUtcNow() - _ended.First!.Value.At > KeptFor)
                _ended.RemoveFirst();
        }

        return verdict;
    }

    public string? Quality(SessionId session, Instant now) =>
        _monitors.TryGetValue(session, out (FilmSession Session, SessionMonitor Monitor) found)
            ? found.Monitor.Quality(found.Session)
            : null;

    public string? Verdict(SessionId session, Instant now) => Find(session)?.Verdict(now).ToString();

    private void CountLosses(FilmSession session)
    {
        Interlocked.Add(ref _pictureLosses, session.Sending.Streams.Sum(stream => stream.Receptions.TakePictureLosses()));
        lock (_gate)
        {
            foreach (SendStream stream in session.Sending.Streams)
                _repairs += stream.Repair?.TakeFresh() ?? default;
        }
    }
}
