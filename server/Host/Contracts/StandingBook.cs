using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Renegotiation;
using Streaming.Qos.Reservation;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>What each session holds, in step with the ledger behind it; who gives way is decided by qos and carried out here.</summary>
/// <remarks>One caller at a time: the desk's lock.</remarks>
internal sealed class StandingBook(LinkTable links, Func<SessionId, IReadOnlyList<OperatingPoint>> ladders)
{
    private readonly Dictionary<SessionId, Standing> _standing = [];
    private readonly Dictionary<FlowId, SessionId> _sessions = [];
    private readonly Dictionary<SessionId, Standing> _moved = [];
    private readonly int[] _byPriority = new int[FlowSpecRules.MostPriority + 1];
    private ulong _lastFlow;

    public LinkTable Links { get; private set; } = links;

    /// <summary>What is held for moments only gives way to what stays; false where there is no such thing.</summary>
    public Func<Instant, bool> Yields { get; set; } = static _ => false;

    public int Count => _standing.Count;

    public IReadOnlyCollection<Standing> Everybody => _standing.Values;

    public Standing? Find(SessionId session) => _standing.GetValueOrDefault(session);

    /// <summary>Whether anybody could be asked to give way to that priority.</summary>
    private bool IsAnyBelow(int priority) => _byPriority.AsSpan(0, Math.Min(priority, _byPriority.Length)).ContainsAnyExcept(0);

    public FlowId FlowOf(SessionId session) => _standing.TryGetValue(session, out Standing? standing) ? standing.Flow : new(++_lastFlow);

    public ReservationRequest Request(ReservationWish wish, OperatingPoint point)
    {
        FlowId? booking = BookingId.TryParse(wish.Asked.Booking, out FlowId id) ? id : null;
        return new(Demand(wish, point), wish.Ends, booking);
    }

    public void Grant(Standing standing)
    {
        Forget(standing.Session);
        _standing[standing.Session] = standing;
        _sessions[standing.Flow] = standing.Session;
        _byPriority[standing.Contract.Priority]++;
    }

    /// <summary>Where there is no room, somebody less important may have to give way.</summary>
    /// <param name="isMeant">False: it is only asked.</param>
    public AdmissionDecision Admit(FlowId flow, ReservationRequest request, int priority, bool isMeant, Instant now)
    {
        IReservationLedger ledger = Links.Ledger;
        AdmissionDecision decision = isMeant ? ledger.Reserve(flow, request, now) : ledger.Ask(flow, request, now);
        if (decision is AdmissionDecision.Refused && isMeant && Yields(now))
            decision = ledger.Reserve(flow, request, now);
        if (decision is not AdmissionDecision.Refused || !IsAnyBelow(priority) || PlanFor(flow, request, priority) is not { } plan)
            return decision;
        if (!isMeant)
            return ledger.Measure(request.Flow, out _) is { } demand
                ? new AdmissionDecision.Admitted(demand.Rate, demand.DelayBound)
                : decision;
        Carry(plan, MoveReason.Preempted, now);
        return ledger.Reserve(flow, request, now);
    }

    /// <summary>What it held; null where that was nothing.</summary>
    public Standing? Forget(SessionId session)
    {
        if (!_standing.Remove(session, out Standing? standing))
            return null;
        _sessions.Remove(standing.Flow);
        _byPriority[standing.Contract.Priority]--;
        return standing;
    }

    /// <summary>The ledger has let go of a flow by itself.</summary>
    public void Forget(FlowId flow)
    {
        if (_sessions.TryGetValue(flow, out SessionId session))
            Forget(session);
    }

    /// <summary>Gives back what a session holds, and with it all that was to be said to it.</summary>
    public bool Release(SessionId session, Instant now)
    {
        _moved.Remove(session);
        return Forget(session) is { } standing && Links.Ledger.Release(standing.Flow, now);
    }

    public IReadOnlyList<Standing> TakeMoved()
    {
        Standing[] moved = [.. _moved.Values];
        _moved.Clear();
        return moved;
    }

    /// <summary>Reserves another point for it; false where there is no room for that.</summary>
    public bool TryMove(Standing standing, OperatingPoint point, MoveReason why, string reason, Instant now)
    {
        AdmissionDecision decision = Links.Ledger.Reserve(standing.Flow, Request(standing.Wish, point), now);
        if (decision is not AdmissionDecision.Admitted admitted)
            return false;
        Standing moved = standing with
        {
            Point = point,
            Contract = standing.Wish.Promise(point, admitted.Reserved, admitted.DelayBound),
            Why = why,
            Reason = reason,
        };
        Grant(moved);
        _moved[moved.Session] = moved;
        return true;
    }

    /// <summary>Who has to give way for a request of that priority; null where that would not help.</summary>
    private ShortfallPlan? PlanFor(FlowId flow, ReservationRequest request, int priority)
    {
        if (Links.Ledger.Measure(request.Flow, out _) is not { } demand)
            return null;
        ShortfallPlan plan = Links.Ledger.PlanPreemption(
            flow, demand, priority, Claims(standing => standing.Contract.Priority < priority));
        return plan.Suffices ? plan : null;
    }

    /// <summary>After a link or the machine has shrunk: the least important give way until everything fits again.</summary>
    public void Shrink(Instant now)
    {
        bool isShort = Links.Topology.Links.Any(link => Links.Ledger.UsageOf(link.Index) is { } usage
            && (usage.Overbooked > BitRate.Zero || usage.OverbookedDepth > ByteCount.Zero));
        if (isShort || !(Links.Ledger.MachineLimits - Links.Ledger.MachineReserved).IsValid)
            Carry(Links.Ledger.PlanShortfall(Claims(static _ => true)), MoveReason.LinkShrank, now);
    }

    /// <summary>Concessions become reservations at once; the sessions follow.</summary>
    public void Carry(ShortfallPlan plan, MoveReason why, Instant now)
    {
        foreach (Concession concession in plan.Concessions)
        {
            if (!_sessions.TryGetValue(concession.Flow, out SessionId session))
                continue;
            Standing standing = _standing[session];
            string reason = ReasonText.Of(why, $"{concession.Because}");
            if (concession.To is { } level && TryMove(standing, Ladder(standing)[level], why, reason, now))
                continue;
            Release(session, now);
            _moved[session] = standing with { Why = why, Reason = reason, IsOver = true };
        }
    }

    /// <summary>Everybody and everything booked goes on under other links; nothing that was promised is lost by that.</summary>
    /// <param name="others">Reserves for the rest while there is room for everything.</param>
    public void MoveTo(NetworkOptions options, BookingBook bookings, ClockReading clock, Action others)
    {
        LinkTable before = Links;
        Links = new(options);
        Links.Open(clock.Now);
        Links.Book.Restore([.. bookings.Bookings], clock);
        foreach (Standing standing in _standing.Values.ToArray())
        {
            AdmissionDecision decision = Links.Ledger.Reserve(standing.Flow, Request(standing.Wish, standing.Point), clock.Now);
            if (decision is AdmissionDecision.Admitted)
                continue;

            // No link is short now: what was promised cannot be kept on the new way, its delay for one.
            Forget(standing.Session);
            string reason = ReasonText.Of(MoveReason.LinkShrank, $"{(decision as AdmissionDecision.Refused)?.Limit}");
            _moved[standing.Session] = standing with { Why = MoveReason.LinkShrank, Reason = reason, IsOver = true };
        }

        others();
        Links.Settle(clock.Now);
        foreach (LinkChange change in before.Changes)
            Links.Restore(change, clock.Now);
    }

    private Claim[] Claims(Func<Standing, bool> which) =>
    [
        .. _standing.Values.Where(which).Select(standing => new Claim(
            standing.Flow,
            standing.Contract.Priority,
            standing.Since,
            [.. Ladder(standing).Select(point => Demand(standing.Wish, point))])
        {
            Useful = Ladder(standing).Count(point => point.HasPicture),
        }),
    ];

    /// <summary>A session that is just being set up is not known yet: it has what it asked for.</summary>
    private IReadOnlyList<OperatingPoint> Ladder(Standing standing) =>
        ladders(standing.Session) is { Count: > 0 } ladder ? ladder : standing.Wish.Points;

    private AdmissionRequest Demand(ReservationWish wish, OperatingPoint point)
    {
        int streams = point.Streams.Count(choice => choice.Mode != StreamMode.Suspended);
        return new(
            Links.PathTo(wish.Client), wish.Asked.Class, point.Traffic, MachineDemand.Of(point.Traffic, streams), wish.Asked.Delay);
    }
}
