using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>What is kept free for flows to come.</summary>
internal sealed class BookingTable(
    AdmissionController controller, CapacityCalendar calendar, DeadlineQueue deadlines, Queue<ReservationEvent> events)
{
    private readonly Dictionary<FlowId, Held> _held = [];
    private readonly List<Held> _blocked = [];

    public bool Any => _held.Count > 0;

    public bool Contains(FlowId booking) => _held.ContainsKey(booking);

    /// <summary>The booking that a flow draws from; null where it is not in force, or is for other links: the flow is then one like
    /// others.</summary>
    public Held? Find(FlowId booking, FlowDemand demand) =>
        _held.TryGetValue(booking, out Held? held) && held.Covers(demand) ? held : null;

    /// <param name="booking">Null: only asked.</param>
    public AdmissionDecision Book(
        FlowId? booking, AdmissionRequest request, Instant from, Instant to, Instant now, ReadOnlySpan<FlowId> insteadOf)
    {
        Invariant.That(to > from && to > now);
        Invariant.That(booking is not FlowId taken || !(_held.ContainsKey(taken) || controller.Find(taken) is not null));
        if (controller.Measure(request, out AdmissionDecision? refusal) is not FlowDemand demand)
            return refusal!;
        demand = demand with { IsBooked = true };
        from = Instant.Max(from, now);
        LayAll(insteadOf, now, -1);
        AdmissionDecision.Refused? shortage = calendar.WhatIsShort([demand], [], from, to);
        LayAll(insteadOf, now, 1);
        if (shortage is not null)
            return shortage;
        if (booking is FlowId id)
        {
            foreach (FlowId other in insteadOf)
                Cancel(other, now);
            Held held = new(id, demand, from, to);
            _held.Add(id, held);
            calendar.Add(demand, from, to, now);
            deadlines.Add(id, null, to);
            if (from > now)
                deadlines.Add(id, null, from);
            else
                Begin(held, now);
        }

        return new AdmissionDecision.Admitted(demand.Rate, demand.DelayBound);
    }

    public AdmissionDecision? Extend(FlowId booking, Instant to, Instant now)
    {
        if (!_held.TryGetValue(booking, out Held? held))
            return null;
        Invariant.That(to > now && to > held.From);
        if (to > held.To && calendar.WhatIsShort([held.Booked], [], held.To, to) is AdmissionDecision.Refused shortage)
            return shortage;
        Move(booking, held.From, to, now);
        return new AdmissionDecision.Admitted(held.Booked.Rate, held.Booked.DelayBound);
    }

    public void Move(FlowId booking, Instant from, Instant to, Instant now)
    {
        if (!_held.TryGetValue(booking, out Held? held))
            return;
        Lay(held, now, -1);
        (held.From, held.To) = (held.IsInForce ? held.From : from, to);
        Lay(held, now, 1);
        deadlines.Add(booking, null, held.From);
        deadlines.Add(booking, null, held.To);
    }

    public bool Cancel(FlowId booking, Instant now)
    {
        if (!_held.TryGetValue(booking, out Held? held))
            return false;
        Lay(held, now, -1);
        Remove(held);
        Retry(now);
        return true;
    }

    /// <summary>Begins or ends what is due; a time that was put off or given up means nothing.</summary>
    public void Wake(FlowId booking, Instant now)
    {
        if (!_held.TryGetValue(booking, out Held? held))
            return;
        if (held.To <= now)
        {
            Remove(held);
            events.Enqueue(new(ReservationEventKind.BookingEnded, booking, held.Booked, now));
            Retry(now);
        }
        else if (held.From <= now && !held.IsInForce)
        {
            Begin(held, now);
        }
    }

    /// <summary>Something may have become free.</summary>
    public void Retry(Instant now)
    {
        for (int i = 0; i < _blocked.Count; i++)
        {
            Begin(_blocked[i], now);
            if (_blocked[i].IsInForce)
                _blocked.RemoveAt(i--);
        }
    }

    private void Begin(Held held, Instant now)
    {
        if (controller.TryChange([new(held.Id, held.Rest)]) is not AdmissionDecision.Refused shortage)
        {
            held.IsInForce = true;
            events.Enqueue(new(ReservationEventKind.BookingBegan, held.Id, held.Booked, now));
        }
        else if (!held.IsBlocked)
        {
            held.IsBlocked = true;
            _blocked.Add(held);
            events.Enqueue(new(ReservationEventKind.BookingBlocked, held.Id, held.Booked, now, shortage));
        }
    }

    /// <summary>Those who drew from it stand like others from now on.</summary>
    private void Remove(Held held)
    {
        _held.Remove(held.Id);
        _blocked.Remove(held);
        controller.Put(held.Id, null);
        foreach (Standing flow in held.Drawing)
            flow.Booking = null;
    }

    private void LayAll(ReadOnlySpan<FlowId> bookings, Instant now, int sign)
    {
        foreach (FlowId booking in bookings)
        {
            if (_held.TryGetValue(booking, out Held? held))
                Lay(held, now, sign);
        }
    }

    private void Lay(Held held, Instant now, int sign) => calendar.Add(held.Rest, Instant.Max(held.From, now), held.To, now, sign);
}
