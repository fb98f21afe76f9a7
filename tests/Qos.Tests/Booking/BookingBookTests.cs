using System.Net;
using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Reservation;
using Streaming.Qos.Tests.Admission;

namespace Streaming.Qos.Tests.Booking;

public sealed class BookingBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly ReservationLedger _ledger = new(Nets.Tree, MachineLoad.Unlimited, TimeSpan.FromSeconds(60));
    private readonly BookingBook _book;

    // What the time of day is ahead of the monotonic clock.
    private TimeSpan _set;

    public BookingBookTests() => _book = new(_ledger);

    private static FlowId Id(int n) => new((UInt128)n);

    private ClockReading At(int second) => new(Instant.FromSeconds(second), Noon + _set + TimeSpan.FromSeconds(second));

    private static BookingProfile Profile(int kbps, int priority = 5, int most = 3_600) => new(
        "QOS_M", ServiceClass.ControlledLoad, Nets.Traffic(BitRate.Kbps(kbps)), Nets.Light, priority, TimeSpan.FromSeconds(most));

    private static Subnet Clients(string text = "10.2.0.0/24")
    {
        Assert.True(Subnet.TryParse(text, out Subnet subnet, out _));
        return subnet;
    }

    private BookingDecision Book(int id, int kbps, int? from, int lasts, int priority = 5, int now = 0) => _book.Request(
        new(
            Id(id), Profile(kbps, priority), Clients(), from is int second ? Noon + TimeSpan.FromSeconds(second) : null,
            TimeSpan.FromSeconds(lasts)),
        At(now));

    private void Advance(int second)
    {
        _ledger.Advance(At(second).Now);
        while (_ledger.TryTake(out ReservationEvent happened))
            _book.Accept(happened, At(second));
    }

    private string Changes()
    {
        List<string> all = [];
        while (_book.TryTake(out BookingRecord changed))
            all.Add($"{changed.Id.Value} {changed.State} {changed.End}".Trim());
        return string.Join(", ", all);
    }

    private static BookingRecord Booked(BookingDecision decision) => Assert.IsType<BookingDecision.Booked>(decision).Booking;

    private static void Invalid(BookingFault fault, BookingDecision decision) =>
        Assert.Equal(fault, Assert.IsType<BookingDecision.Invalid>(decision).Fault);

    [Fact]
    public void A_booking_waits_is_in_force_and_ends_with_its_duration()
    {
        Assert.Equal(BookingState.Requested, Booked(Book(1, 4_000, 100, 50)).State);
        Assert.False(_book.IsFor(Id(1), IPAddress.Parse("10.2.0.7")));
        Advance(100);
        Assert.Equal(BookingState.Available, _book.Find(Id(1))!.State);
        Assert.True(_book.IsFor(Id(1), IPAddress.Parse("::ffff:10.2.0.7")));
        Assert.False(_book.IsFor(Id(1), IPAddress.Parse("10.2.1.7")));
        Assert.Equal(BitRate.Mbps(4), _ledger.UsageOf(Nets.Narrow[0]).Booked);
        Advance(150);

        Assert.Empty(_book.Bookings);
        Assert.False(_book.IsFor(Id(1), IPAddress.Parse("10.2.0.7")));
        Assert.Equal("1 Requested, 1 Available, 1 Unavailable DurationExpired", Changes());
    }

    [Fact]
    public void One_for_at_once_is_available_at_once()
    {
        Assert.Equal(BookingState.Available, Booked(Book(1, 4_000, null, 50)).State);
        Advance(0);
        Assert.Equal("1 Available", Changes());
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_link_that_is_short()
    {
        Booked(Book(1, 8_000, 100, 50));

        var refused = Assert.IsType<BookingDecision.Refused>(Book(2, 4_000, 149, 50));
        Assert.Equal(("narrow", 2_000_000), (refused.Why.Limit.Name, refused.Why.Available.Value));
        Booked(Book(2, 4_000, 150, 50));
        Assert.Equal("1 Requested, 2 Requested", Changes());
    }

    [Fact]
    public void A_more_important_one_takes_the_place_of_those_it_needs_the_least_important_and_youngest_first()
    {
        Booked(Book(1, 2_000, 100, 50, priority: 3));
        Booked(Book(2, 2_000, 100, 50, priority: 3, now: 1));
        Booked(Book(3, 2_000, 100, 50, priority: 4, now: 1));
        Booked(Book(4, 2_000, 100, 50, priority: 1, now: 1));
        Booked(Book(5, 2_000, 100, 10, priority: 9, now: 1));
        Booked(Book(6, 9_000, 200, 10, priority: 1, now: 1));
        Changes();

        Assert.IsType<BookingDecision.Refused>(Book(7, 9_000, 120, 10, priority: 4, now: 2));
        var booked = Assert.IsType<BookingDecision.Booked>(Book(7, 6_000, 120, 10, priority: 5, now: 2));
        Assert.Equal([2, 4], booked.Preempted.Select(each => (int)each.Id.Value).Order());
        Assert.All(booked.Preempted, each => Assert.Equal(BookingEnd.NetworkTerminated, each.End));
        Assert.Equal([1, 3, 5, 6, 7], _book.Bookings.Select(each => (int)each.Id.Value).Order());
        Advance(125);
        Assert.Equal(BitRate.Mbps(10), _ledger.UsageOf(Nets.Narrow[0]).Booked);
    }

    [Fact]
    public void Equals_do_not_displace_each_other()
    {
        Booked(Book(1, 8_000, 100, 50));

        Assert.IsType<BookingDecision.Refused>(Book(2, 8_000, 100, 50));
    }

    [Fact]
    public void A_booking_is_extended_up_to_what_its_profile_allows_and_while_the_time_is_free()
    {
        Booked(Book(1, 8_000, 100, 50));
        Booked(Book(2, 8_000, 400, 50));

        Assert.Equal(Noon + TimeSpan.FromSeconds(250), Booked(_book.Extend(Id(1), TimeSpan.FromSeconds(100), At(120))).To);
        Assert.IsType<BookingDecision.Refused>(_book.Extend(Id(1), TimeSpan.FromSeconds(151), At(120)));
        Invalid(BookingFault.Duration, _book.Extend(Id(1), TimeSpan.FromSeconds(3_451), At(120)));
        foreach (TimeSpan absurd in new[] { TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue })
            Invalid(BookingFault.Duration, _book.Extend(Id(1), absurd, At(120)));
        Invalid(BookingFault.Unknown, _book.Extend(Id(9), TimeSpan.FromSeconds(1), At(120)));
        Advance(249);
        Assert.True(_book.IsFor(Id(1), IPAddress.Parse("10.2.0.7")));
        Advance(250);
        Invalid(BookingFault.Unknown, _book.Extend(Id(1), TimeSpan.FromSeconds(1), At(250)));
    }

    [Fact]
    public void One_that_is_deleted_gives_its_room_back()
    {
        Booked(Book(1, 8_000, null, 500));
        Assert.True(_book.Delete(Id(1), At(10)));
        Assert.False(_book.Delete(Id(1), At(10)));

        Assert.Equal(BitRate.Zero, _ledger.UsageOf(Nets.Narrow[0]).Reserved);
        Booked(Book(2, 10_000, 11, 500, now: 10));
        Assert.Equal("1 Available, 1 Unavailable DeleteRequested, 2 Requested", Changes());
    }

    [Fact]
    public void One_whose_place_is_never_given_up_ends_terminated_by_the_network()
    {
        _ledger.Reserve(Id(50), new(Nets.Load(Nets.Narrow, 8_000), TimeSpan.FromSeconds(1)), At(0).Now);
        Booked(Book(1, 8_000, 100, 50));
        foreach (int second in new[] { 50, 100, 149 })
        {
            Assert.True(_ledger.Refresh(Id(50), At(second).Now));
            Advance(second);
        }

        Assert.Equal(BookingState.Requested, _book.Find(Id(1))!.State);
        Advance(150);
        Assert.Equal("1 Requested, 1 Unavailable NetworkTerminated", Changes());
    }

    [Fact]
    public void What_was_stored_is_taken_up_again_the_important_first()
    {
        Booked(Book(1, 6_000, 100, 50, priority: 2));
        Booked(Book(2, 6_000, 0, 50, priority: 2));
        Booked(Book(3, 4_000, 100, 500, priority: 3));
        Booked(Book(4, 1_000, 10, 10, priority: 3));
        List<BookingRecord> stored = [.. _book.Bookings];

        Topology smaller = Nets.Build([Nets.Link("small", 8, 100)], [new("10.2.0.0/16", "small")]);
        ReservationLedger ledger = new(smaller, MachineLoad.Unlimited, TimeSpan.FromSeconds(60));
        BookingBook book = new(ledger);
        book.Restore([.. stored, .. stored, stored[0] with { Id = Id(5), Clients = Clients("192.0.2.0/24") }], At(30));

        Assert.Equal([2, 3], book.Bookings.Select(each => (int)each.Id.Value).Order());
        Assert.Equal((BookingState.Available, BookingState.Requested), (book.Find(Id(2))!.State, book.Find(Id(3))!.State));
        Dictionary<int, BookingRecord> last = [];
        while (book.TryTake(out BookingRecord changed))
            last[(int)changed.Id.Value] = changed;
        Assert.Equal(BookingEnd.NetworkTerminated, last[1].End);
        Assert.Equal(BookingEnd.NetworkTerminated, last[5].End);
        Assert.Equal((BookingEnd.DurationExpired, Noon + TimeSpan.FromSeconds(20)), (last[4].End, last[4].To));
        Assert.Equal(BitRate.Mbps(6), ledger.UsageOf(0).Booked);
    }

    [Fact]
    public void Bookings_follow_the_time_of_day_when_it_is_set()
    {
        Booked(Book(1, 8_000, 7_200, 3_600));
        _set = TimeSpan.FromHours(1);
        Invalid(BookingFault.Unknown, _book.Extend(Id(9), TimeSpan.FromSeconds(1), At(10)));

        Assert.Equal(Instant.FromSeconds(3_600), _ledger.Next);
        Advance(3_600);
        Assert.Equal(BookingState.Available, _book.Find(Id(1))!.State);
        Advance(7_200);
        Assert.Empty(_book.Bookings);
    }

    [Fact]
    public void What_cannot_be_booked_is_said_by_its_kind()
    {
        BookingRequest good = new(Id(1), Profile(1_000), Clients(), null, TimeSpan.FromSeconds(10));
        Booked(_book.Request(good, At(0)));

        Invalid(BookingFault.Duplicate, _book.Request(good, At(0)));
        good = good with { Id = Id(2) };
        foreach (TimeSpan absurd in new[] { TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromSeconds(3_601) })
            Invalid(BookingFault.Duration, _book.Request(good with { Duration = absurd }, At(0)));
        foreach (DateTimeOffset absurd in new[] { DateTimeOffset.MinValue, Noon - TimeSpan.FromTicks(1), DateTimeOffset.MaxValue })
            Invalid(BookingFault.Start, _book.Request(good with { From = absurd }, At(0)));
        foreach (string elsewhere in new[] { "192.0.2.0/24", "0.0.0.0/0", "::/0", "2001:db9::/32" })
            Invalid(BookingFault.Clients, _book.Request(good with { Clients = Clients(elsewhere) }, At(0)));
        Invalid(BookingFault.Profile, _book.Request(good with { Profile = Profile(0) }, At(0)));
        Assert.Single(_book.Bookings);
        Assert.Equal("1 Available", Changes());
    }
}
