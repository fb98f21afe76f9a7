using Streaming.Qos.Admission;

namespace Streaming.Qos.Booking;

/// <summary>Room kept for clients for a time. Everything that a store needs to know of it.</summary>
/// <param name="Id">What a session names to draw from it.</param>
/// <param name="Profile">As it was when it was booked.</param>
/// <param name="Clients">Who may use it.</param>
/// <param name="Made">When it was asked for: among equals the older one stays.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends unless it is extended; once it is over, when that was.</param>
/// <param name="End">Why it is over; null until then.</param>
public sealed record BookingRecord(
    FlowId Id,
    BookingProfile Profile,
    Subnet Clients,
    DateTimeOffset Made,
    DateTimeOffset From,
    DateTimeOffset To,
    BookingState State = BookingState.Requested,
    BookingEnd? End = null);
