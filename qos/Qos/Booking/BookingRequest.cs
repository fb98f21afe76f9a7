using Streaming.Qos.Admission;

namespace Streaming.Qos.Booking;

/// <summary>Somebody wants room kept.</summary>
/// <param name="Id">Chosen by the caller; used by no other booking.</param>
/// <param name="From">Null: at once.</param>
public sealed record BookingRequest(FlowId Id, BookingProfile Profile, Subnet Clients, DateTimeOffset? From, TimeSpan Duration);
