using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>Something happened to a reservation.</summary>
/// <param name="Demand">What it holds now, held until now, or, where a booking is blocked, would hold.</param>
/// <param name="Limit">What a blocked booking is short of.</param>
public readonly record struct ReservationEvent(
    ReservationEventKind Kind, FlowId Flow, FlowDemand Demand, Instant At, AdmissionDecision.Refused? Limit = null);
