using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>Who holds what, and until when: soft state. What is not refreshed ends by itself, so that nothing stays reserved for whoever
/// has vanished.</summary>
/// <remarks>One caller at a time; <c>now</c> never goes back. Every call first ends what is over at <c>now</c>.</remarks>
public interface IReservationLedger
{
    /// <summary>How long a reservation stands without a sign of life.</summary>
    TimeSpan Lease { get; }

    Topology Topology { get; }

    /// <summary>Flows with a lease; bookings are none.</summary>
    int Leases { get; }

    /// <summary>When <see cref="Advance"/> has something to do: a lease or a booking ends, or a booking begins.</summary>
    Instant Next { get; }

    /// <summary>Grants a lease, or changes the one there is and refreshes it. All or nothing: refused, what stands goes on standing.</summary>
    AdmissionDecision Reserve(FlowId flow, ReservationRequest request, Instant now);

    /// <summary>What <see cref="Reserve"/> would answer.</summary>
    AdmissionDecision Ask(FlowId flow, ReservationRequest request, Instant now);

    /// <summary>A sign of life: the lease begins anew. False where there is none (any more).</summary>
    bool Refresh(FlowId flow, Instant now);

    /// <summary>Gives everything back. False where there was nothing.</summary>
    bool Release(FlowId flow, Instant now);

    /// <summary>Keeps room free for a time to come, for flows that will name it: together with whatever stands or is booked then, it never
    /// exceeds what may be promised. For one that exists, changes it; what draws from it goes on drawing.</summary>
    AdmissionDecision Book(FlowId booking, AdmissionRequest request, Instant from, Instant to, Instant now);

    /// <summary>False where there is no such booking.</summary>
    bool CancelBooking(FlowId booking, Instant now);

    /// <summary>Ends what is over and begins what is due.</summary>
    void Advance(Instant now);

    /// <summary>What happened since, in order.</summary>
    bool TryTake(out ReservationEvent happened);

    /// <summary>What a flow or a booking in force holds; null where there is no such thing.</summary>
    FlowDemand? Find(FlowId flow);

    LinkUsage UsageOf(int link);

    MachineLoad MachineReserved { get; }

    MachineLoad MachineLimits { get; }

    /// <summary>A link is another one from now on; what is promised stays promised.</summary>
    void Change(int link, BitRate rate, Ratio reservable, ByteCount buffer, Instant now);

    void Change(MachineLoad limits, Instant now);

    void Measured(int link, BitRate used);

    /// <summary>When the request is expected to fit, where every flow ends when it said: null where that is not known.</summary>
    TimeSpan? Later(ReservationRequest request, Instant now);
}
