using Streaming.Qos.Admission;

namespace Streaming.Qos.Booking;

/// <summary>What became of a wish to book or to extend.</summary>
public abstract record BookingDecision
{
    private BookingDecision()
    {
    }

    /// <param name="Preempted">Less important bookings that had to end for it.</param>
    public sealed record Booked(BookingRecord Booking, IReadOnlyList<BookingRecord> Preempted) : BookingDecision;

    /// <summary>It does not fit; nothing changed.</summary>
    public sealed record Refused(AdmissionDecision.Refused Why) : BookingDecision;

    /// <summary>Nothing that can be booked; nothing changed.</summary>
    public sealed record Invalid(BookingFault Fault, string Text) : BookingDecision;
}
