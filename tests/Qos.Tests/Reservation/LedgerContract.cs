using Streaming.Qos.Admission;
using Streaming.Qos.Reservation;
using Streaming.Qos.Tests.Admission;

namespace Streaming.Qos.Tests.Reservation;

/// <summary>What every ledger keeps to, wherever it stores what it knows: derive, and say how one is made.</summary>
public abstract class LedgerContract
{
    private protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private protected abstract IReservationLedger Make(Topology topology, MachineLoad limits, TimeSpan lease);

    private IReservationLedger Make() => Make(Nets.Tree, MachineLoad.Unlimited, Lease);

    private static FlowId Flow(int n) => new((UInt128)n);

    private static Instant At(double seconds) => Instant.FromSeconds(seconds);

    private static ReservationRequest Narrow(int kbps, double? lasts = null, int? booking = null) => new(
        Nets.Load(Nets.Narrow, kbps),
        lasts is double seconds ? TimeSpan.FromSeconds(seconds) : null,
        booking is int id ? Flow(id) : null);

    private static void Granted(AdmissionDecision? decision) => Assert.IsType<AdmissionDecision.Admitted>(decision);

    private static AdmissionDecision.Refused Refused(AdmissionDecision? decision) => Assert.IsType<AdmissionDecision.Refused>(decision);

    private static BitRate Reserved(IReservationLedger ledger) => ledger.UsageOf(Nets.Narrow[0]).Reserved;

    private static string Events(IReservationLedger ledger)
    {
        List<string> all = [];
        while (ledger.TryTake(out ReservationEvent happened))
            all.Add($"{happened.Kind} {happened.Flow.Value} at {happened.At.Ticks / TimeSpan.TicksPerSecond}");
        return string.Join(", ", all);
    }

    [Fact]
    public void A_lease_ends_by_itself_unless_it_is_refreshed()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Reserve(Flow(1), Narrow(6_000), At(0)));
        Granted(ledger.Reserve(Flow(2), Narrow(4_000), At(10)));
        Assert.Equal(At(60), ledger.Next);
        Assert.True(ledger.Refresh(Flow(1), At(59)));

        ledger.Advance(At(69));
        Assert.Equal(2, ledger.Leases);
        Assert.Equal(At(70), ledger.Next);
        ledger.Advance(At(70));
        Assert.Equal((1, BitRate.Mbps(6)), (ledger.Leases, Reserved(ledger)));
        Assert.False(ledger.Refresh(Flow(2), At(71)));
        Assert.False(ledger.Release(Flow(1), At(119)));
        Assert.Equal((Instant.Never, BitRate.Zero, MachineLoad.Zero), (ledger.Next, Reserved(ledger), ledger.MachineReserved));
        Assert.Equal("Granted 1 at 0, Granted 2 at 10, Expired 2 at 70, Expired 1 at 119", Events(ledger));
    }

    [Fact]
    public void What_is_over_makes_room_in_the_same_call()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Reserve(Flow(1), Narrow(10_000), At(0)));
        Refused(ledger.Reserve(Flow(2), Narrow(10_000), At(59)));
        Granted(ledger.Reserve(Flow(2), Narrow(10_000), At(60)));
    }

    [Fact]
    public void A_change_is_all_or_nothing_and_a_question_changes_nothing()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Reserve(Flow(1), Narrow(4_000), At(0)));
        Granted(ledger.Reserve(Flow(2), Narrow(4_000), At(0)));

        Assert.Equal(BitRate.Mbps(6), new BitRate(Refused(ledger.Reserve(Flow(1), Narrow(6_001), At(1))).Available.Value));
        Granted(ledger.Ask(Flow(1), Narrow(6_000), At(1)));
        Granted(ledger.Ask(Flow(3), Narrow(2_000), At(1)));
        Assert.Equal((BitRate.Mbps(8), 2, At(60)), (Reserved(ledger), ledger.Leases, ledger.Next));
        Granted(ledger.Reserve(Flow(1), Narrow(6_000), At(1)));
        Assert.Equal(BitRate.Mbps(10), Reserved(ledger));
        Assert.Equal("Granted 1 at 0, Granted 2 at 0, Changed 1 at 1", Events(ledger));
        Assert.IsType<AdmissionDecision.Malformed>(ledger.Reserve(Flow(1), Narrow(0), At(1)));
    }

    [Fact]
    public void Who_comes_again_after_an_end_has_a_whole_lease()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Reserve(Flow(1), Narrow(1_000), At(0)));
        Assert.True(ledger.Release(Flow(1), At(30)));
        Assert.Equal(Instant.Never, ledger.Next);
        Granted(ledger.Reserve(Flow(1), Narrow(1_000), At(31)));
        ledger.Advance(At(90.9));
        Assert.Equal(1, ledger.Leases);
        ledger.Advance(At(91));
        Assert.Equal(0, ledger.Leases);
    }

    [Fact]
    public void Later_is_when_enough_of_those_who_stand_are_expected_to_have_ended()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Reserve(Flow(1), Narrow(4_000, lasts: 300), At(0)));
        Granted(ledger.Reserve(Flow(2), Narrow(4_000, lasts: 200), At(0)));
        Granted(ledger.Reserve(Flow(3), Narrow(2_000), At(0)));

        Assert.Equal(TimeSpan.FromSeconds(190), ledger.Later(Narrow(4_000), At(10)));
        Assert.Equal(TimeSpan.FromSeconds(290), ledger.Later(Narrow(8_000), At(10)));
        Assert.Null(ledger.Later(Narrow(8_001), At(10)));
        Assert.Null(ledger.Later(Narrow(20_000), At(10)));

        // Who outlives what it said counts as long as its lease.
        for (int second = 50; second <= 250; second += 50)
            Assert.True(ledger.Refresh(Flow(2), At(second)) && ledger.Refresh(Flow(1), At(second)) && ledger.Refresh(Flow(3), At(second)));
        Assert.Equal(TimeSpan.FromSeconds(60), ledger.Later(Narrow(4_000), At(250)));
    }

    [Fact]
    public void Room_for_a_booking_is_not_given_to_those_who_would_still_stand_then()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Reserve(Flow(1), Narrow(4_000, lasts: 1_000), At(0)));
        Assert.Equal(6_000_000, Refused(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 7_000), At(500), At(600), At(0))).Available.Value);
        Granted(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 6_000), At(500), At(600), At(0)));

        Refused(ledger.Reserve(Flow(2), Narrow(1), At(0)));
        Assert.Equal(0, Refused(ledger.Reserve(Flow(2), Narrow(1, lasts: 501), At(0))).Available.Value);
        Granted(ledger.Reserve(Flow(2), Narrow(6_000, lasts: 500), At(0)));
        Assert.Equal(TimeSpan.FromSeconds(600), ledger.Later(Narrow(6_000), At(0)));
        Assert.Equal(BitRate.Mbps(10), Reserved(ledger));
        Assert.Equal("Granted 1 at 0, Granted 2 at 0", Events(ledger));
    }

    [Fact]
    public void A_flow_draws_from_its_booking_and_is_not_counted_twice()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 7_000), At(0), At(1_000), At(0)));
        Granted(ledger.Reserve(Flow(1), Narrow(3_000, lasts: 9_000), At(0)));
        Refused(ledger.Reserve(Flow(2), Narrow(5_000), At(0)));
        Granted(ledger.Reserve(Flow(2), Narrow(5_000, lasts: 9_000, booking: 8), At(0)));

        LinkUsage usage = ledger.UsageOf(Nets.Narrow[0]);
        Assert.Equal((BitRate.Mbps(8), BitRate.Mbps(2), BitRate.Zero), (usage.ControlledLoad, usage.Booked, usage.Free));
        Assert.Equal(new ByteCount(20_000), usage.Depth);
        Granted(ledger.Reserve(Flow(3), Narrow(2_000, booking: 8), At(0)));
        Assert.Equal(BitRate.Zero, ledger.UsageOf(Nets.Narrow[0]).Booked);
        Refused(ledger.Reserve(Flow(4), Narrow(1, booking: 8), At(0)));

        Assert.True(ledger.Release(Flow(3), At(1)));
        Granted(ledger.Reserve(Flow(2), Narrow(1_000, lasts: 9_000, booking: 8), At(1)));
        Assert.Equal(BitRate.Mbps(6), ledger.UsageOf(Nets.Narrow[0]).Booked);
        ledger.Advance(At(61));
        Assert.Equal((BitRate.Mbps(7), 0), (ledger.UsageOf(Nets.Narrow[0]).Booked, ledger.Leases));
        ledger.Advance(At(1_000));
        Assert.Equal((BitRate.Zero, MachineLoad.Zero, Instant.Never), (Reserved(ledger), ledger.MachineReserved, ledger.Next));
    }

    [Fact]
    public void A_booking_that_ends_or_is_cancelled_leaves_those_who_drew_from_it_standing_like_others()
    {
        foreach (bool isCancelled in new[] { true, false })
        {
            IReservationLedger ledger = Make();
            Granted(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 7_000), At(0), At(30), At(0)));
            Granted(ledger.Reserve(Flow(1), Narrow(5_000, booking: 8), At(0)));
            if (isCancelled)
                Assert.True(ledger.CancelBooking(Flow(8), At(29)));
            Granted(ledger.Reserve(Flow(2), Narrow(5_000), At(30)));
            Refused(ledger.Reserve(Flow(3), Narrow(1), At(30)));
            Assert.False(ledger.CancelBooking(Flow(8), At(30)));
            Assert.True(ledger.Release(Flow(1), At(31)) && ledger.Release(Flow(2), At(31)));
            Assert.Equal(BitRate.Zero, Reserved(ledger));
            Granted(ledger.Book(Flow(9), Nets.Load(Nets.Narrow, 10_000), At(32), At(99), At(31)));
        }
    }

    [Fact]
    public void A_booking_that_finds_its_place_taken_begins_as_soon_as_there_is_room()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Reserve(Flow(1), Narrow(8_000, lasts: 70), At(0)));
        Granted(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 6_000), At(100), At(200), At(0)));
        Assert.True(ledger.Refresh(Flow(1), At(50)));
        Assert.Equal(At(100), ledger.Next);
        Assert.True(ledger.Refresh(Flow(1), At(90)));
        ledger.Advance(At(100));
        Assert.Null(ledger.Find(Flow(8)));
        Refused(ledger.Reserve(Flow(2), Narrow(1, lasts: 1), At(100)));

        FlowDemand demand = ledger.Measure(Nets.Load(Nets.Narrow, 6_000), out _)!;
        Claim claim = new(Flow(1), 1, At(0), [Nets.Load(Nets.Narrow, 5_000), Nets.Load(Nets.Narrow, 4_000)]);
        Concession concession = Assert.Single(ledger.PlanPreemption(Flow(8), demand, 9, [claim]).Concessions);
        Assert.Equal(1, concession.To);
        Granted(ledger.Reserve(Flow(1), new(claim.Ladder[1]), At(101)));
        Assert.Equal(BitRate.Mbps(6), ledger.Find(Flow(8))!.Rate);
        Assert.Equal("Granted 1 at 0, BookingBlocked 8 at 100, Changed 1 at 101, BookingBegan 8 at 101", Events(ledger));
    }

    [Fact]
    public void A_booking_is_extended_where_the_time_is_free_and_takes_the_place_of_others_as_a_whole()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Book(Flow(7), Nets.Load(Nets.Narrow, 6_000), At(0), At(100), At(0)));
        Granted(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 6_000), At(200), At(300), At(0)));
        Granted(ledger.Extend(Flow(7), At(200), At(0)));
        Refused(ledger.Extend(Flow(7), At(201), At(0)));
        Granted(ledger.Extend(Flow(7), At(150), At(0)));
        Assert.Null(ledger.Extend(Flow(99), At(150), At(0)));

        AdmissionRequest large = Nets.Load(Nets.Narrow, 8_000);
        Refused(ledger.Book(Flow(9), large, At(140), At(250), At(0), Flow(8)));
        Refused(ledger.AskBook(large, At(140), At(250), At(0), Flow(7)));
        Granted(ledger.AskBook(large, At(140), At(250), At(0), Flow(7), Flow(8)));
        Assert.Equal(BitRate.Mbps(6), ledger.Find(Flow(7))!.Rate);
        Granted(ledger.Book(Flow(9), large, At(140), At(250), At(0), Flow(7), Flow(8)));
        Assert.Null(ledger.Find(Flow(7)));
        Assert.False(ledger.CancelBooking(Flow(8), At(0)));
        Assert.Equal(At(140), Next(ledger, At(0)));
    }

    [Fact]
    public void A_clock_that_is_set_moves_bookings()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 6_000), At(100), At(200), At(0)));
        ledger.Move(Flow(8), At(50), At(150), At(10));
        ledger.Advance(At(50));
        Assert.Equal(BitRate.Mbps(6), Reserved(ledger));
        Granted(ledger.AskBook(Nets.Load(Nets.Narrow, 10_000), At(150), At(200), At(50)));
        ledger.Advance(At(150));
        Assert.Equal("BookingBegan 8 at 50, BookingEnded 8 at 150", Events(ledger));
    }

    [Fact]
    public void A_link_that_shrinks_and_grows_again_loses_nothing()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Reserve(Flow(1), Narrow(8_000), At(0)));
        Granted(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 1_000), At(5), At(99), At(0)));
        ledger.Change(Nets.Narrow[0], BitRate.Mbps(4), Ratio.One, new(1_000_000), At(1));
        Assert.Equal(BitRate.Mbps(4), ledger.UsageOf(Nets.Narrow[0]).Overbooked);
        Assert.Equal(Flow(1), Assert.Single(ledger.PlanShortfall([new(Flow(1), 0, At(0), [])]).Concessions).Flow);
        ledger.Advance(At(5));
        ledger.Change(Nets.Narrow[0], BitRate.Mbps(10), Ratio.One, new(1_000_000), At(6));
        ledger.Measured(Nets.Narrow[0], BitRate.Mbps(7));

        Assert.Equal((BitRate.Mbps(9), BitRate.Mbps(7)), (Reserved(ledger), ledger.UsageOf(Nets.Narrow[0]).Used));
        Assert.Equal("Granted 1 at 0, BookingBlocked 8 at 5, BookingBegan 8 at 6", Events(ledger));
    }

    [Fact]
    public void Absurd_durations_overflow_nothing()
    {
        IReservationLedger ledger = Make();
        Granted(ledger.Book(Flow(8), Nets.Load(Nets.Narrow, 1_000), At(5), Instant.Never, At(0)));
        foreach (TimeSpan lasts in new[] { TimeSpan.MaxValue, TimeSpan.MinValue, TimeSpan.Zero })
        {
            ReservationRequest request = Narrow(1_000) with { Lasts = lasts };
            Granted(ledger.Reserve(Flow(1), request, At(1)));
            Assert.Equal(TimeSpan.Zero, ledger.Later(request, At(1)));
        }

        Assert.True(ledger.Release(Flow(1), At(1)) && ledger.CancelBooking(Flow(8), At(1)));
        Assert.Equal(TimeSpan.Zero, ledger.Later(Narrow(10_000), At(1)));
    }

    private static Instant Next(IReservationLedger ledger, Instant now)
    {
        ledger.Advance(now);
        while (ledger.Next < At(140))
            ledger.Advance(ledger.Next);
        return ledger.Next;
    }
}
