using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>A flow asks for a lease, or for another one in place of the one it has.</summary>
/// <param name="Flow">What it would send, and what it is to be promised.</param>
/// <param name="Lasts">How long it is expected to stand; null where nobody knows. It may stand longer, as long as it is refreshed.</param>
/// <param name="Booking">The booking it draws from: what was kept for that is not counted twice.</param>
public sealed record ReservationRequest(AdmissionRequest Flow, TimeSpan? Lasts = null, FlowId? Booking = null);
