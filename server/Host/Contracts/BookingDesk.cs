using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Contracts;

/// <summary>Room kept for times to come: made, extended and given back by the API, kept across restarts.</summary>
internal sealed class BookingDesk(ContractDesk desk, ControlClock clock)
{
    /// <summary>Bookings that are over can still be read about: the latest so many.</summary>
    private const int MostOver = 1_000;

    // Both used under the desk's lock.
    private readonly Dictionary<FlowId, BookingRecord> _known = [];
    private readonly Queue<FlowId> _over = [];
    private bool _isUnsaved;

    /// <summary>Those to come, in force, and lately over; the earliest first.</summary>
    public IReadOnlyList<BookingRecord> List() =>
        desk.Under(_ => (BookingRecord[])[.. _known.Values.OrderBy(booking => booking.From).ThenBy(booking => booking.Id)], clock.Now);

    public BookingRecord? Find(FlowId id) => desk.Under(_ => _known.GetValueOrDefault(id), clock.Now);

    public BookingDecision Request(BookingRequest request) =>
        desk.Under(book => book.Links.Book.Request(request, desk.Reading(clock.Now)), clock.Now);

    public BookingDecision Extend(FlowId id, TimeSpan by) =>
        desk.Under(book => book.Links.Book.Extend(id, by, desk.Reading(clock.Now)), clock.Now);

    /// <summary>False where there is no such booking, or it is over.</summary>
    public bool Delete(FlowId id) => desk.Under(book => book.Links.Book.Delete(id, desk.Reading(clock.Now)), clock.Now);

    /// <summary>Takes up what was kept.</summary>
    public void Restore(IReadOnlyList<BookingRecord> kept) => desk.Under(
        book =>
        {
            foreach (BookingRecord booking in kept)
                Keep(booking);
            book.Links.Book.Restore(kept.Where(booking => booking.State != BookingState.Unavailable), desk.Reading(clock.Now));
            return true;
        },
        clock.Now);

    /// <summary>All that is to be kept, where anything has changed since this was asked last.</summary>
    public IReadOnlyList<BookingRecord>? TakeUnsaved() => desk.Under(_ =>
    {
        BookingRecord[]? all = _isUnsaved ? [.. _known.Values] : null;
        _isUnsaved = false;
        return all;
    });

    /// <summary>Takes over what has changed in the book. Called by the desk, under its lock.</summary>
    internal void Collect(BookingBook book)
    {
        while (book.TryTake(out BookingRecord changed))
        {
            Keep(changed);
            _isUnsaved = true;
        }
    }

    private void Keep(BookingRecord booking)
    {
        bool wasOver = _known.TryGetValue(booking.Id, out BookingRecord? before) && before.State == BookingState.Unavailable;
        _known[booking.Id] = booking;
        if (booking.State != BookingState.Unavailable || wasOver)
            return;
        _over.Enqueue(booking.Id);
        if (_over.Count > MostOver)
            _known.Remove(_over.Dequeue());
    }
}
