using Microsoft.Extensions.Logging;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>Looks after the contracts of all sessions: keeps their leases alive, watches them, and moves them where qos says so.</summary>
/// <remarks>
/// The desk reserves first, then the session follows, in its turn. A move down is reserved at once though the old rendition goes on to its
/// next key picture: whoever takes the room meets at most the rest of one group of pictures.
/// Works on events and on the sweep; what it may do in one go is bounded, the rest is done in the next.
/// </remarks>
internal sealed class RenegotiationEngine(
    SessionRegistry sessions, ContractDesk desk, MonitorTable monitors, ControlClock clock, ILogger log)
{
    /// <summary>Sessions whose level is reconsidered in one sweep: each asks the desk for a few levels, some microseconds each.</summary>
    private const int MostDecisions = 5_000;

    private int _next;
    private int _isSweeping;
    private Instant _swept;
    private long _moves;
    private long _ends;

    /// <summary>Sessions moved to another level by the server's own cause.</summary>
    public long Moves => Interlocked.Read(ref _moves);

    /// <summary>Sessions ended because nothing else helped.</summary>
    public long Ends => Interlocked.Read(ref _ends);

    /// <summary>Called twice a second; one that takes longer is not overtaken by the next.</summary>
    public void Sweep(Instant now)
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) != 0)
            return;
        try
        {
            desk.Advance(now);
            IReadOnlyList<SessionMailbox> all = sessions.All();
            List<(SessionId, BitRate)> used = new(all.Count);
            foreach (SessionMailbox mailbox in all)
            {
                KeepAlive(mailbox, now);
                if (mailbox.Film is { } film && Watch(mailbox, film, now) is { } monitor)
                    used.Add((mailbox.Session.Id, mailbox.IsSending ? monitor.Used : BitRate.Zero));
            }

            desk.Measured(used);
            Reconsider(all, now);
            _swept = now;
        }
        finally
        {
            Volatile.Write(ref _isSweeping, 0);
        }
    }

    /// <summary>Something has changed that concerns many: a link, what is configured.</summary>
    public void React(Instant now) => Reconsider(sessions.All(), now);

    /// <summary>What the desk has decided by itself is carried out.</summary>
    public void Follow()
    {
        foreach (Standing standing in desk.TakeMoved())
            sessions.Run(FollowAsync(standing));
    }

    /// <summary>An operator wants a session at another level of its ladder.</summary>
    /// <returns>False where there is no room for it.</returns>
    public bool TryMove(FilmSession session, OperatingPoint point, string reason, Instant now)
    {
        bool isMoved = desk.TryMove(session.Id, point, MoveReason.ClientWish, reason, now);
        Follow();
        return isMoved;
    }

    /// <summary>Whoever is sent to, or has been heard, keeps what he holds.</summary>
    private void KeepAlive(SessionMailbox mailbox, Instant now)
    {
        ServerSession session = mailbox.Session;
        if (session.Contract is null || (!mailbox.IsSending && session.Heard < _swept))
            return;
        if (!desk.Refresh(session.Id, now) && mailbox.IsSending)
            sessions.Run(RenewAsync(mailbox));
    }

    /// <summary>A viewer is back whose reservation has run out meanwhile: it is made anew where there is room, or he has to ask.</summary>
    private async Task RenewAsync(SessionMailbox mailbox)
    {
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        FilmSession? session = mailbox.Film;
        Instant now = clock.Now;
        if (mailbox.IsClosed || !mailbox.IsSending || session?.Point is not { } point || desk.Refresh(session.Id, now))
            return;
        OperatingPoint[] points = [.. session.Points.SkipWhile(one => one != point)];
        ReservationWish wish = new(
            session.Id,
            ConnectionFacts.Unmapped(session.Client.Address),
            points.Length > 0 ? points : [point],
            session.Asked,
            session.Agreement.NextGeneration,
            null);
        switch (desk.Reserve(wish, now))
        {
            case ReservationAnswer.Granted granted when granted.Point != point:
                Move(mailbox, granted.Point, granted.Contract, MoveReason.LinkShrank, ReasonText.Of(MoveReason.LinkShrank), now);
                break;
            case ReservationAnswer.Refused refused:
                string reason = $"its reservation has run out, and there is no room for another: {refused.Why}";
                await EndAsync(mailbox, MoveReason.LinkShrank, reason);
                break;
        }
    }

    private SessionMonitor? Watch(SessionMailbox mailbox, FilmSession film, Instant now)
    {
        SessionMonitor? monitor = monitors.Take(film, mailbox.IsSending, now, out IReadOnlyList<Violation> told);
        foreach (Violation change in told)
        {
            if (change.Until is null)
                ContractLog.Violated(log, film.Id.Brief, change);
            else
                ContractLog.KeptAgain(log, film.Id.Brief, change);
            sessions.Witness.Judged(film, change, now);
        }

        return monitor;
    }

    /// <summary>The more important first: where there is room for some only, it is theirs.</summary>
    private void Reconsider(IReadOnlyList<SessionMailbox> all, Instant now)
    {
        Follow();
        SessionMailbox[] playing = [.. all.Where(mailbox => mailbox is { IsSending: true, Film: not null })];
        int first = playing.Length <= MostDecisions ? 0 : _next % playing.Length;
        _next = first + MostDecisions;
        IEnumerable<SessionMailbox> due = playing.Skip(first).Take(MostDecisions)
            .OrderByDescending(mailbox => mailbox.Session.Priority).ThenBy(mailbox => mailbox.Session.Opened);
        foreach (SessionMailbox mailbox in due)
            Decide(mailbox, now);
        Follow();
    }

    private void Decide(SessionMailbox mailbox, Instant now)
    {
        FilmSession session = mailbox.Film!;
        if (session.Point is not { } point || monitors.Find(session.Id) is not { } monitor)
            return;
        IReadOnlyList<OperatingPoint> points = session.Points;
        int? fits = point.Level == 0 ? 0 : desk.Fits(session.Id, points, now) ?? point.Level;
        switch (monitor.Decide(session, fits, MoveReason.LinkShrank, now))
        {
            case RenegotiationVerb.MoveTo move when move.Level < points.Count:
                desk.TryMove(session.Id, points[move.Level], move.Why, ReasonText.Of(move.Why), now);
                break;
            case RenegotiationVerb.End end:
                sessions.Run(EndInTurnAsync(mailbox, end.Why));
                break;
        }
    }

    /// <summary>The session comes to hold what the desk has reserved for it, whatever has happened meanwhile.</summary>
    private async Task FollowAsync(Standing decided)
    {
        if (sessions.Find(decided.Session) is not { } mailbox)
            return;
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        if (mailbox.IsClosed)
            return;
        Standing? standing = desk.Find(decided.Session);
        if (standing is null)
        {
            if (decided.IsOver)
                await EndAsync(mailbox, decided.Why ?? MoveReason.LinkShrank, decided.Reason);
            return;
        }

        if (standing.Why is { } why && standing.Point != mailbox.Session.Point)
            Move(mailbox, standing.Point, standing.Contract, why, standing.Reason, clock.Now);
    }

    /// <summary>Whoever calls has the turn.</summary>
    private void Move(
        SessionMailbox mailbox, OperatingPoint point, Qos.FlowSpecs.Contract contract, MoveReason why, string reason, Instant now)
    {
        ServerSession session = mailbox.Session;
        string before = session.Point?.Name ?? "nothing";
        ContractChange change = session.Change(point, contract with { Generation = session.Agreement.NextGeneration }, reason, now);
        monitors.Find(session.Id)?.Moved(point, why, reason, now);
        Interlocked.Increment(ref _moves);
        ContractLog.Moved(log, session.Id.Brief, before, point.Name, reason);
        sessions.Witness.Moved(session, before, change, why, now);
        sessions.Deliver(mailbox, change);
        sessions.Notify(session, change);
    }

    private async Task EndInTurnAsync(SessionMailbox mailbox, MoveReason why)
    {
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        if (!mailbox.IsClosed)
            await EndAsync(mailbox, why, ReasonText.Of(why));
    }

    /// <summary>Whoever calls has the turn.</summary>
    private async Task EndAsync(SessionMailbox mailbox, MoveReason why, string reason)
    {
        Interlocked.Increment(ref _ends);
        await sessions.QuietAsync(mailbox);
        if (mailbox.Film is { } film)
            monitors.Find(film.Id)?.GaveUp(film, why, clock.Now);
        sessions.Close(mailbox, reason);
    }
}
