using System.Collections.Immutable;
using System.Net;
using Streaming.Qos.Admission;
using Streaming.Qos.Reservation;

namespace Streaming.Qos.Booking;

/// <summary>All bookings that are not over, and what becomes of them.</summary>
/// <remarks>One caller at a time. The host hands every <see cref="ReservationEvent"/> that it takes from the ledger to
/// <see cref="Accept"/>, and stores and announces what <see cref="TryTake"/> gives.</remarks>
public sealed class BookingBook(IReservationLedger ledger)
{
    /// <summary>How many are kept at a time: each costs some 500 bytes in memory, and a line in a store.</summary>
    public const int MostBookings = 10_000;

    /// <summary>How far ahead is booked.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(366);

    // A clock that is kept right is slewed; one that jumps by more than this was set.
    private static readonly TimeSpan Set = TimeSpan.FromSeconds(1);

    private readonly Dictionary<FlowId, BookingRecord> _bookings = [];
    private readonly Queue<BookingRecord> _changed = [];
    private ClockReading? _clock;

    public IEnumerable<BookingRecord> Bookings => _bookings.Values;

    public BookingRecord? Find(FlowId id) => _bookings.GetValueOrDefault(id);

    /// <summary>Books, in the place of less important bookings where it must be.</summary>
    public BookingDecision Request(BookingRequest request, ClockReading clock)
    {
        Track(clock);
        DateTimeOffset from = request.From ?? clock.Utc;
        BookingProfile profile = request.Profile;
        if (_bookings.ContainsKey(request.Id))
            return new BookingDecision.Invalid(BookingFault.Duplicate, $"there is a booking '{request.Id}' already");
        if (_bookings.Count >= MostBookings)
            return new BookingDecision.Invalid(BookingFault.TooMany, $"no more than {MostBookings} bookings are kept");
        if (request.Duration <= TimeSpan.Zero || request.Duration > profile.MaxDuration)
            return WrongDuration(profile);
        if (from < clock.Utc || from - clock.Utc > Horizon)
            return new BookingDecision.Invalid(BookingFault.Start, $"a booking begins between now and {Horizon.Days} days from now");
        if (!TryFindPath(request.Clients, out ImmutableArray<int> path))
            return new BookingDecision.Invalid(BookingFault.Clients, $"no route leads to {request.Clients}");

        BookingRecord booking = new(request.Id, profile, request.Clients, clock.Utc, from, from + request.Duration);
        AdmissionRequest flow = Flow(profile, path);
        AdmissionDecision decision = ledger.AskBook(flow, clock.At(booking.From), clock.At(booking.To), clock.Now);
        if (decision is AdmissionDecision.Malformed malformed)
            return new BookingDecision.Invalid(BookingFault.Profile, $"profile '{profile.Name}' contradicts itself: {malformed.Term}");
        IReadOnlyList<FlowId>? giving = Preempted(booking, flow, clock);
        if (giving is null)
            return new BookingDecision.Refused((AdmissionDecision.Refused)decision);
        ledger.Book(booking.Id, flow, clock.At(booking.From), clock.At(booking.To), clock.Now, [.. giving]);
        List<BookingRecord> preempted = [.. giving.Select(id => End(_bookings[id], BookingEnd.NetworkTerminated, clock))];
        return new BookingDecision.Booked(Keep(WithState(booking)), preempted);
    }

    /// <summary>Lets a booking end later.</summary>
    public BookingDecision Extend(FlowId id, TimeSpan by, ClockReading clock)
    {
        Track(clock);
        if (!_bookings.TryGetValue(id, out BookingRecord? booking))
            return Unknown(id);
        if (by <= TimeSpan.Zero || by > booking.Profile.MaxDuration - (booking.To - booking.From))
            return WrongDuration(booking.Profile);
        DateTimeOffset to = booking.To + by;
        if (to <= clock.Utc)
            return Unknown(id);
        return ledger.Extend(id, clock.At(to), clock.Now) switch
        {
            null => Unknown(id),
            AdmissionDecision.Refused shortage => new BookingDecision.Refused(shortage),
            _ => new BookingDecision.Booked(Keep(WithState(booking with { To = to })), []),
        };
    }

    /// <summary>False where there is no such booking.</summary>
    public bool Delete(FlowId id, ClockReading clock)
    {
        Track(clock);
        if (!_bookings.TryGetValue(id, out BookingRecord? booking))
            return false;
        ledger.CancelBooking(id, clock.Now);
        End(booking, BookingEnd.DeleteRequested, clock);
        return true;
    }

    /// <summary>Whether a client may draw from a booking now.</summary>
    public bool IsFor(FlowId id, IPAddress client) =>
        Find(id) is { State: BookingState.Available } booking && booking.Clients.Contains(client);

    /// <summary>What the ledger says happened.</summary>
    public void Accept(ReservationEvent happened, ClockReading clock)
    {
        if (!_bookings.TryGetValue(happened.Flow, out BookingRecord? booking))
            return;
        if (happened.Kind == ReservationEventKind.BookingBegan && booking.State == BookingState.Requested)
            Keep(booking with { State = BookingState.Available });
        else if (happened.Kind == ReservationEventKind.BookingEnded)
            End(booking, booking.State == BookingState.Available ? BookingEnd.DurationExpired : BookingEnd.NetworkTerminated, clock);
    }

    /// <summary>Takes up what was stored: whatever ended meanwhile is over, and so is what does not fit any more, the least important
    /// first.</summary>
    public void Restore(IEnumerable<BookingRecord> stored, ClockReading clock)
    {
        Track(clock);
        IEnumerable<BookingRecord> standing = stored.Where(each => each.State != BookingState.Unavailable);
        foreach (BookingRecord booking in standing.OrderByDescending(each => each.Profile.Priority).ThenBy(each => each.Made))
        {
            if (_bookings.ContainsKey(booking.Id) || booking.From >= booking.To)
                continue;
            if (booking.To <= clock.Utc)
                End(booking, BookingEnd.DurationExpired, clock);
            else if (TryFindPath(booking.Clients, out ImmutableArray<int> path)
                && ledger.Book(booking.Id, Flow(booking.Profile, path), clock.At(booking.From), clock.At(booking.To), clock.Now)
                    is AdmissionDecision.Admitted)
                Keep(WithState(booking));
            else
                End(booking, BookingEnd.NetworkTerminated, clock);
        }
    }

    /// <summary>A booking that was made or changed since, as it is now.</summary>
    public bool TryTake(out BookingRecord changed) => _changed.TryDequeue(out changed!);

    private static BookingDecision.Invalid Unknown(FlowId id) => new(BookingFault.Unknown, $"there is no booking '{id}'");

    private static BookingDecision.Invalid WrongDuration(BookingProfile profile) => new(
        BookingFault.Duration,
        $"a booking of profile '{profile.Name}' lasts up to {profile.MaxDuration.TotalSeconds:0} s, extensions included");

    private static AdmissionRequest Flow(BookingProfile profile, ImmutableArray<int> path) =>
        new(path, profile.Class, profile.Traffic, profile.Load, profile.Delay);

    private bool TryFindPath(Subnet clients, out ImmutableArray<int> path) =>
        ledger.Topology.TryFindPath(clients, out path) || ledger.Topology.Links.IsEmpty;

    private BookingRecord WithState(BookingRecord booking) =>
        booking with { State = ledger.Find(booking.Id) is null ? BookingState.Requested : BookingState.Available };

    private BookingRecord Keep(BookingRecord booking)
    {
        _bookings[booking.Id] = booking;
        _changed.Enqueue(booking);
        return booking;
    }

    private BookingRecord End(BookingRecord booking, BookingEnd why, ClockReading clock)
    {
        _bookings.Remove(booking.Id);
        DateTimeOffset end = booking.To < clock.Utc ? booking.To : clock.Utc;
        BookingRecord ended = booking with { State = BookingState.Unavailable, End = why, To = end };
        _changed.Enqueue(ended);
        return ended;
    }

    /// <summary>The less important bookings without which one fits, none of them needlessly; null where it does not fit without all of
    /// them.</summary>
    /// <remarks>The shortest list of the least important that suffices ends with one that is needed; then the same before that one. So
    /// each that is needed costs a binary search.</remarks>
    private List<FlowId>? Preempted(BookingRecord booking, AdmissionRequest flow, ClockReading clock)
    {
        List<FlowId> needed = [];
        List<FlowId> others =
        [
            .. _bookings.Values
                .Where(each => each.Profile.Priority < booking.Profile.Priority && each.From < booking.To && each.To > booking.From)
                .OrderBy(each => each.Profile.Priority).ThenByDescending(each => each.Made).ThenBy(each => each.Id.Value)
                .Select(each => each.Id),
        ];
        while (!Fits(0))
        {
            int tooFew = 0, enough = others.Count;
            if (!Fits(enough))
                return null;
            while (enough - tooFew > 1)
                (tooFew, enough) = Fits((tooFew + enough) / 2) ? (tooFew, (tooFew + enough) / 2) : ((tooFew + enough) / 2, enough);
            needed.Add(others[enough - 1]);
            others.RemoveRange(enough - 1, others.Count - enough + 1);
        }

        return needed;

        bool Fits(int count)
        {
            FlowId[] without = [.. needed, .. others.Take(count)];
            return ledger.AskBook(flow, clock.At(booking.From), clock.At(booking.To), clock.Now, without) is AdmissionDecision.Admitted;
        }
    }

    /// <summary>Bookings follow the time of day: where that was set, they move.</summary>
    private void Track(ClockReading clock)
    {
        TimeSpan jump = _clock is { } last ? clock.Utc - last.Utc - (clock.Now - last.Now) : TimeSpan.Zero;
        if (jump.Duration() >= Set)
        {
            foreach (BookingRecord booking in _bookings.Values)
                ledger.Move(booking.Id, clock.At(booking.From), clock.At(booking.To), clock.Now);
        }

        if (_clock is null || jump.Duration() >= Set)
            _clock = clock;
    }
}
