using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Contracts;
using Streaming.Testing;

namespace Streaming.Server.Tests.HostContracts;

public sealed class ContractStoreTests : IDisposable
{
    private static readonly BookingProfile Profile = new QosSection().Profiles[1];

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "contracts.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_API_changed_is_there_after_a_restart()
    {
        DeskRig before = new();
        before.Desk.ChangeRate("uplink", BitRate.Mbps(6), before.Time.Now);
        BookingRecord booking = Book(before, 7, TimeSpan.FromHours(1));
        Store(before).Save();

        DeskRig after = new();
        Store(after).Load();
        Assert.Equal(BitRate.Mbps(6), after.Desk.Usage()[0].Link.Rate);
        BookingRecord kept = Assert.Single(after.Desk.Bookings.List());
        Assert.Equal((booking.Id, booking.From, booking.To), (kept.Id, kept.From, kept.To));
        Assert.Equal(BitRate.Mbps(4), after.Reserved("uplink"));
    }

    [Fact]
    public void Once_the_file_says_something_else_it_is_the_file_that_holds()
    {
        DeskRig before = new();
        before.Desk.ChangeRate("uplink", BitRate.Mbps(6), before.Time.Now);
        Store(before).Save();

        DeskRig after = new(DeskRig.Network with { Links = [DeskRig.Link("uplink", 20), .. DeskRig.Network.Links.Skip(1)] });
        Store(after).Load();
        Assert.Equal(BitRate.Mbps(20), after.Desk.Usage()[0].Link.Rate);
        Assert.Empty(after.Desk.Changes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"links":[{"name":"uplink","rate":"fast","configured":"10Mb/s"}]}""")]
    [InlineData("""{"bookings":[{"id":"1"}]}""")]
    public void A_file_that_cannot_be_read_is_put_aside(string text)
    {
        System.IO.File.WriteAllText(File, text);
        DeskRig rig = new();
        Store(rig).Load();
        Assert.False(System.IO.File.Exists(File));
        Assert.Equal(text, System.IO.File.ReadAllText(File + ".unreadable"));
        Assert.Equal(BitRate.Mbps(10), rig.Desk.Usage()[0].Link.Rate);
    }

    [Fact]
    public void Nothing_changed_is_nothing_written()
    {
        Store(new()).Load();
        Store(new()).Save();
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_session_draws_from_the_booking_it_names_and_nobody_else_does()
    {
        DeskRig rig = new();
        BookingRecord booking = Book(rig, 7, TimeSpan.FromHours(1));
        rig.Granted(1, DeskRig.Ladder(6_000));
        Assert.IsType<ReservationAnswer.Refused>(rig.Reserve(2, DeskRig.Ladder(3_000)));
        string id = BookingId.Format(booking.Id);
        Assert.IsType<ReservationAnswer.Granted>(
            rig.Reserve(2, DeskRig.Ladder(3_000), "10.2.0.1", new() { Booking = id }));
        Assert.Equal(BitRate.Mbps(10), rig.Reserved("uplink"));

        ReservationAnswer.Refused elsewhere = Assert.IsType<ReservationAnswer.Refused>(
            rig.Reserve(3, DeskRig.Ladder(100), "10.1.0.1", new() { Booking = id }));
        Assert.Equal("booking", elsewhere.Limit);
    }

    [Fact]
    public void A_booking_is_over_in_time_and_can_be_read_about()
    {
        DeskRig rig = new();
        BookingRecord booking = Book(rig, 7, TimeSpan.FromMinutes(10));
        rig.Time.Advance(601);
        Assert.Equal(BookingState.Unavailable, rig.Desk.Bookings.Find(booking.Id)!.State);
        rig.CheckEmpty();
    }

    private static BookingRecord Book(DeskRig rig, ulong id, TimeSpan duration)
    {
        Assert.True(Subnet.TryParse("10.2.0.0/24", out Subnet clients, out _));
        return Assert.IsType<BookingDecision.Booked>(
            rig.Desk.Bookings.Request(new(BookingId.Of(id), Profile, clients, null, duration))).Booking;
    }

    private ContractStore Store(DeskRig rig) => new(File, rig.Desk, NullLogger.Instance);
}
