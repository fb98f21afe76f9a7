using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>Who holds what, and until when: soft state. What is not refreshed ends by itself, so that nothing stays reserved for whoever
/// has vanished.</summary>
/// <remarks>One caller at a time; <c>now</c> never goes back. Every call that is told the time first ends what is over by then.</remarks>
public interface IReservationLedger
{
    /// <summary>How long a reservation stands without a sign of life.</summary>
    TimeSpan Lease { get; }

    /// <summary>As configured; what links are like now is said by <see cref="UsageOf"/>.</summary>
    Topology Topology { get; }

    MachineLoad MachineLimits { get; }

    MachineLoad MachineReserved { get; }

    /// <summary>Flows with a lease; bookings are none.</summary>
    int Leases { get; }

    /// <summary>When <see cref="Advance"/> has something to do: a lease or a booking ends, or a booking begins.</summary>
    Instant Next { get; }

    /// <summary>Grants a lease, or changes the one there is and refreshes it. All or nothing: refused, what stands stays.</summary>
    AdmissionDecision Reserve(FlowId flow, ReservationRequest request, Instant now);

    /// <summary>What <see cref="Reserve"/> would answer.</summary>
    AdmissionDecision Ask(FlowId flow, ReservationRequest request, Instant now);

    /// <summary>A sign of life: the lease begins anew. False where there is none (any more).</summary>
    bool Refresh(FlowId flow, Instant now);

    /// <summary>Gives everything back. False where there was nothing.</summary>
    bool Release(FlowId flow, Instant now);

    /// <summary>What a flow or a booking in force holds; null where there is no such thing.</summary>
    FlowDemand? Find(FlowId flow);

    /// <summary>When the request is expected to fit, where every flow ends when it said; null where that is never.</summary>
    TimeSpan? Later(ReservationRequest request, Instant now);

    /// <summary>After a link or the machine shrank: who gives way. See <see cref="ShortfallPlan"/>.</summary>
    ShortfallPlan PlanShortfall(IReadOnlyList<Claim> claims);

    /// <summary>Who of less importance would have to give for a demand to fit that does not: that of a request, or of a blocked
    /// booking.</summary>
    ShortfallPlan PlanPreemption(FlowId flow, FlowDemand demand, int priority, IReadOnlyList<Claim> claims);

    /// <summary>What a request would take; null where it is refused whatever is free, and the decision says why.</summary>
    FlowDemand? Measure(AdmissionRequest request, out AdmissionDecision? refusal);

    /// <summary>Keeps room free for a time to come, for flows that will name it: together with whatever stands or is booked then, it never
    /// exceeds what may be promised.</summary>
    /// <param name="insteadOf">Bookings that end if this one fits in their place.</param>
    AdmissionDecision Book(
        FlowId booking, AdmissionRequest request, Instant from, Instant to, Instant now, params ReadOnlySpan<FlowId> insteadOf);

    /// <summary>What <see cref="Book"/> would answer.</summary>
    AdmissionDecision AskBook(AdmissionRequest request, Instant from, Instant to, Instant now, params ReadOnlySpan<FlowId> insteadOf);

    /// <summary>Moves the end of a booking; where it is later, the time between must be free. Null where there is no such
    /// booking (any more).</summary>
    AdmissionDecision? Extend(FlowId booking, Instant to, Instant now);

    /// <summary>The clock by which a booking was made was set: it lies elsewhere from now on, whether that fits or not.</summary>
    void Move(FlowId booking, Instant from, Instant to, Instant now);

    /// <summary>False where there is no such booking. Flows that drew from it stand as others do.</summary>
    bool CancelBooking(FlowId booking, Instant now);

    /// <summary>Ends what is over and begins what is due.</summary>
    void Advance(Instant now);

    /// <summary>What happened since, in order. To be emptied after every call.</summary>
    bool TryTake(out ReservationEvent happened);

    LinkUsage UsageOf(int link);

    /// <summary>A link is another one from now on; what is promised stays promised.</summary>
    void Change(int link, BitRate rate, Ratio reservable, ByteCount buffer, Instant now);

    /// <summary>The machine can do so much from now on; what is promised stays promised.</summary>
    void Change(MachineLoad limits, Instant now);

    /// <summary>What really passes over a link, by whatever means it was measured; only reported.</summary>
    void Measured(int link, BitRate used);
}
