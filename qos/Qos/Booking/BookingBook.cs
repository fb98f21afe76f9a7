using System.Net;
using Streaming.Qos.Admission;
using Streaming.Qos.Reservation;

namespace Streaming.Qos.Booking;

/// <summary>All bookings, and what becomes of them.</summary>
/// <remarks>One caller at a time. The host hands every <see cref="ReservationEvent"/> that it takes from the ledger to
/// <see cref="Accept"/>, takes what changed with <see cref="TryTake"/>, and stores it.</remarks>
public sealed class BookingBook(IReservationLedger ledger)
{
    private readonly Dictionary<FlowId, BookingRecord> _bookings = [];
    private readonly Queue<BookingRecord> _changed = [];

    /// <summary>Those that are not over.</summary>
    public IEnumerable<BookingRecord> Bookings => _bookings.Values;

    public BookingRecord? Find(FlowId id) => _bookings.GetValueOrDefault(id);

    public BookingDecision Request(BookingRequest request, ClockReading clock) => throw new NotSupportedException($"{ledger}");

    /// <summary>Lets a booking end later.</summary>
    public BookingDecision Extend(FlowId id, TimeSpan by, ClockReading clock) => throw new NotSupportedException($"{ledger}");

    /// <summary>False where there is no such booking.</summary>
    public bool Delete(FlowId id, ClockReading clock) => throw new NotSupportedException($"{ledger}");

    /// <summary>Whether a client may draw from a booking now.</summary>
    public bool IsFor(FlowId id, IPAddress client) => throw new NotSupportedException($"{ledger}");

    /// <summary>What the ledger says happened.</summary>
    public void Accept(ReservationEvent happened, ClockReading clock) => throw new NotSupportedException($"{ledger}");

    /// <summary>Takes up what was stored; whatever ended meanwhile is over, whatever does not fit any more is terminated.</summary>
    public void Restore(IEnumerable<BookingRecord> stored, ClockReading clock) => throw new NotSupportedException($"{ledger}");

    /// <summary>A booking that was made or changed since, as it is now; to be stored, and said to whoever made it.</summary>
    public bool TryTake(out BookingRecord changed) => _changed.TryDequeue(out changed!);
}
