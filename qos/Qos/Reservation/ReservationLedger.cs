using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>Leases and bookings in memory, over the controller that knows what is promised now and a calendar of what is promised
/// then.</summary>
public sealed class ReservationLedger : IReservationLedger
{
    private readonly AdmissionController _controller;
    private readonly CapacityCalendar _calendar;
    private readonly Dictionary<FlowId, Standing> _flows = [];
    private readonly BookingTable _bookings;
    private readonly DeadlineQueue _deadlines = new();
    private readonly Queue<ReservationEvent> _events = [];

    public ReservationLedger(Topology topology, MachineLoad limits, TimeSpan lease)
    {
        Invariant.That(lease > TimeSpan.Zero);
        Lease = lease;
        _controller = new(topology, limits);
        _calendar = new(_controller);
        _bookings = new(_controller, _calendar, _deadlines, _events);
    }

    public TimeSpan Lease { get; }

    public Topology Topology => _controller.Topology;

    public MachineLoad MachineLimits => _controller.MachineLimits;

    public MachineLoad MachineReserved => _controller.MachineReserved;

    public int Leases => _flows.Count;

    public Instant Next => _deadlines.Next;

    public AdmissionDecision Reserve(FlowId flow, ReservationRequest request, Instant now) => Decide(flow, request, now, isMeant: true);

    public AdmissionDecision Ask(FlowId flow, ReservationRequest request, Instant now) => Decide(flow, request, now, isMeant: false);

    public bool Refresh(FlowId flow, Instant now)
    {
        Advance(now);
        if (!_flows.TryGetValue(flow, out Standing? standing))
            return false;
        standing.Deadline = now + Lease;
        if (standing.Until < standing.Deadline)
        {
            // It outlives what it said; so far nobody knows for how long.
            _calendar.Add(standing.Demand, standing.Until, standing.Deadline, now);
            standing.Until = standing.Deadline;
        }

        return true;
    }

    public bool Release(FlowId flow, Instant now)
    {
        Advance(now);
        return End(flow, ReservationEventKind.Released, now);
    }

    public FlowDemand? Find(FlowId flow) => _controller.Find(flow);

    public TimeSpan? Later(ReservationRequest request, Instant now)
    {
        Advance(now);
        return _controller.Measure(request.Flow, out _) is FlowDemand demand
            && _calendar.Earliest(demand, request.Lasts, now) is Instant at ? at - now : null;
    }

    public ShortfallPlan PlanShortfall(IReadOnlyList<Claim> claims) => ShortfallPlan.For(_controller, claims);

    public ShortfallPlan PlanPreemption(FlowId flow, FlowDemand demand, int priority, IReadOnlyList<Claim> claims) =>
        ShortfallPlan.ForRequest(_controller, claims, flow, demand, priority);

    public FlowDemand? Measure(AdmissionRequest request, out AdmissionDecision? refusal) => _controller.Measure(request, out refusal);

    public AdmissionDecision Book(
        FlowId booking, AdmissionRequest request, Instant from, Instant to, Instant now, params ReadOnlySpan<FlowId> insteadOf)
    {
        Advance(now);
        Invariant.That(!_flows.ContainsKey(booking));
        return _bookings.Book(booking, request, from, to, now, insteadOf);
    }

    public AdmissionDecision AskBook(
        AdmissionRequest request, Instant from, Instant to, Instant now, params ReadOnlySpan<FlowId> insteadOf)
    {
        Advance(now);
        return _bookings.Book(null, request, from, to, now, insteadOf);
    }

    public AdmissionDecision? Extend(FlowId booking, Instant to, Instant now)
    {
        Advance(now);
        return _bookings.Extend(booking, to, now);
    }

    public void Move(FlowId booking, Instant from, Instant to, Instant now)
    {
        Advance(now);
        _bookings.Move(booking, from, to, now);
    }

    public bool CancelBooking(FlowId booking, Instant now)
    {
        Advance(now);
        return _bookings.Cancel(booking, now);
    }

    public void Advance(Instant now)
    {
        while (_deadlines.TryTake(now, out DeadlineQueue.Wake due))
        {
            if (due.Lease is null)
                _bookings.Wake(due.Flow, now);
            else
                End(due.Flow, ReservationEventKind.Expired, now);
        }

        _calendar.Advance(now);
    }

    public bool TryTake(out ReservationEvent happened) => _events.TryDequeue(out happened);

    public LinkUsage UsageOf(int link) => _controller.UsageOf(link);

    public void Change(int link, BitRate rate, Ratio reservable, ByteCount buffer, Instant now)
    {
        Advance(now);
        _controller.Change(link, rate, reservable, buffer);
        _bookings.Retry(now);
    }

    public void Change(MachineLoad limits, Instant now)
    {
        Advance(now);
        _controller.Change(limits);
        _bookings.Retry(now);
    }

    public void Measured(int link, BitRate used) => _controller.Measured(link, used);

    private AdmissionDecision Decide(FlowId flow, ReservationRequest request, Instant now, bool isMeant)
    {
        Advance(now);
        Invariant.That(!_bookings.Contains(flow));
        if (_controller.Measure(request.Flow, out AdmissionDecision? refusal) is not FlowDemand demand)
            return refusal!;
        Standing? standing = _flows.GetValueOrDefault(flow);
        Held? drawn = standing?.Booking, draws = request.Booking is FlowId id ? _bookings.Find(id, demand) : null;
        if (drawn == draws)
            drawn = null;

        // What it holds, and what its bookings keep, is taken out of the calendar, and laid in again as it is then.
        FlowDemand?[] before = [standing?.Demand, draws?.Rest, drawn?.Rest];
        Lay(standing, draws, drawn, now, sign: -1);
        standing?.Booking?.GiveBack(standing.Demand);
        draws?.Draw(demand);
        FlowDemand?[] after = [demand, draws?.Rest, drawn?.Rest];
        AdmissionDecision decision = _controller.TryChange(Changes(flow, draws, drawn, after));
        Instant until = Until(request.Lasts, draws, now);
        if (decision is AdmissionDecision.Admitted && _bookings.Any && _calendar.WhatIsShort(after, before, now, until) is { } notThen)
            decision = notThen;
        if (isMeant && decision is AdmissionDecision.Admitted)
        {
            standing = Keep(flow, standing, demand, draws, until, now);
        }
        else
        {
            draws?.GiveBack(demand);
            standing?.Booking?.Draw(standing.Demand);
            foreach (FlowChange change in Changes(flow, draws, drawn, before))
                _controller.Put(change.Flow, change.To);
        }

        Lay(standing, draws, drawn, now, sign: 1);
        _bookings.Retry(now);
        return decision;
    }

    private static FlowChange[] Changes(FlowId flow, Held? draws, Held? drawn, FlowDemand?[] to) => (draws, drawn) switch
    {
        (null, null) => [new(flow, to[0])],
        (null, _) => [new(flow, to[0]), new(drawn.Id, to[2])],
        (_, null) => [new(flow, to[0]), new(draws.Id, to[1])],
        _ => [new(flow, to[0]), new(draws.Id, to[1]), new(drawn.Id, to[2])],
    };

    /// <summary>How long the calendar counts a flow. One that draws from a booking is promised no more than that lasts.</summary>
    private static Instant Until(TimeSpan? lasts, Held? draws, Instant now)
    {
        Instant until = lasts is TimeSpan length && length < Instant.Never - now ? now + length : Instant.Never;
        return draws is null ? until : Instant.Min(until, draws.To);
    }

    private Standing Keep(FlowId flow, Standing? standing, FlowDemand demand, Held? draws, Instant until, Instant now)
    {
        Instant deadline = now + Lease;
        bool isNew = standing is null;
        standing ??= new() { Demand = demand };
        standing.Booking?.Drawing.Remove(standing);
        draws?.Drawing.Add(standing);
        (standing.Demand, standing.Booking) = (demand, draws);
        (standing.Deadline, standing.Until) = (deadline, Instant.Max(until, deadline));
        if (isNew)
        {
            _flows.Add(flow, standing);
            _deadlines.Add(flow, standing, deadline);
        }

        _events.Enqueue(new(isNew ? ReservationEventKind.Granted : ReservationEventKind.Changed, flow, demand, now));
        return standing;
    }

    private bool End(FlowId flow, ReservationEventKind why, Instant now)
    {
        if (!_flows.Remove(flow, out Standing? standing))
            return false;
        standing.IsOver = true;
        Held? booking = standing.Booking;
        Lay(standing, booking, null, now, sign: -1);
        _controller.Put(flow, null);
        if (booking is not null)
        {
            booking.GiveBack(standing.Demand);
            booking.Drawing.Remove(standing);
            _controller.Put(booking.Id, booking.Rest);
            Lay(null, booking, null, now, sign: 1);
        }

        _events.Enqueue(new(why, flow, standing.Demand, now));
        _bookings.Retry(now);
        return true;
    }

    private void Lay(Standing? standing, Held? draws, Held? drawn, Instant now, int sign)
    {
        if (standing is not null)
            _calendar.Add(standing.Demand, now, standing.Until, now, sign);
        if (draws is not null)
            _calendar.Add(draws.Rest, now, draws.To, now, sign);
        if (drawn is not null)
            _calendar.Add(drawn.Rest, now, drawn.To, now, sign);
    }
}
