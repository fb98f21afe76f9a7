using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.HostContracts;

public sealed class ContractDeskTests
{
    private readonly DeskRig _rig = new();

    private ContractDesk Desk => _rig.Desk;

    [Fact]
    public void The_best_point_that_fits_is_granted_on_every_link_of_the_path()
    {
        Assert.Equal("3000k", _rig.Granted(1, DeskRig.Ladder(5_000, 3_000, 1_000), "10.1.0.7"));
        Assert.Equal(BitRate.Mbps(3), _rig.Reserved("floor1"));
        Assert.Equal(BitRate.Mbps(3), _rig.Reserved("uplink"));
        Assert.Equal(BitRate.Zero, _rig.Reserved("floor2"));
    }

    [Fact]
    public void A_refusal_names_what_is_short_and_changes_nothing()
    {
        _rig.Granted(1, DeskRig.Ladder(3_000), "10.1.0.7");
        ReservationAnswer.Refused refused = Assert.IsType<ReservationAnswer.Refused>(_rig.Reserve(2, DeskRig.Ladder(2_600), "10.1.0.8"));
        Assert.Equal(("floor1", "2.6Mb/s", "1Mb/s"), (refused.Limit, refused.Asked, refused.Available));
        Assert.Equal(BitRate.Mbps(3), _rig.Reserved("uplink"));
        Assert.Equal(1, Desk.Counters.Refused["floor1"]);
        Assert.Equal((1, 1), (Desk.Counters.Reservations, Desk.Counters.Granted));
    }

    [Fact]
    public void What_was_refused_is_expected_to_fit_when_another_ends()
    {
        SessionId first = new(1);
        Desk.Reserve(
            new(first, IPAddress.Parse("10.1.0.7"), DeskRig.Ladder(3_000), FlowSpec.Nothing, 1, TimeSpan.FromSeconds(75)), _rig.Time.Now);
        ReservationAnswer.Refused refused = Assert.IsType<ReservationAnswer.Refused>(_rig.Reserve(2, DeskRig.Ladder(2_600), "10.1.0.8"));
        Assert.Equal(TimeSpan.FromSeconds(75), refused.Later);
    }

    [Fact]
    public void Another_wish_takes_the_place_of_the_first_and_a_refused_one_does_not()
    {
        _rig.Granted(1, DeskRig.Ladder(3_000), "10.1.0.7");
        Assert.Equal("4000k", _rig.Granted(1, DeskRig.Ladder(4_000), "10.1.0.7"));
        Assert.IsType<ReservationAnswer.Refused>(_rig.Reserve(1, DeskRig.Ladder(4_001), "10.1.0.7"));
        Assert.Equal(BitRate.Mbps(4), _rig.Reserved("floor1"));
        Desk.Release(new(1), _rig.Time.Now);
        Desk.Release(new(1), _rig.Time.Now);
        _rig.CheckEmpty();
    }

    [Fact]
    public void Asking_reserves_nothing()
    {
        ReservationWish wish = new(new(1), IPAddress.Parse("10.1.0.7"), DeskRig.Ladder(5_000, 3_000), FlowSpec.Nothing, 1, null);
        Assert.Equal("3000k", Assert.IsType<ReservationAnswer.Granted>(Desk.Ask(wish, _rig.Time.Now)).Point.Name);
        _rig.CheckEmpty();
    }

    [Fact]
    public void A_lease_ends_by_itself_unless_it_is_refreshed()
    {
        _rig.Granted(1, DeskRig.Ladder(3_000));
        _rig.Granted(2, DeskRig.Ladder(2_000));
        _rig.Time.Advance(59);
        Assert.True(Desk.Refresh(new(1), _rig.Time.Now));
        _rig.Time.Advance(2);
        Desk.Advance(_rig.Time.Now);
        Assert.Equal(BitRate.Mbps(3), _rig.Reserved("uplink"));
        Assert.False(Desk.Refresh(new(2), _rig.Time.Now));
        Assert.Equal(1, Desk.Counters.Expired);
        _rig.Time.Advance(60);
        Desk.Advance(_rig.Time.Now);
        _rig.CheckEmpty();
    }

    [Fact]
    public void A_client_from_nowhere_is_bounded_by_the_machine_alone()
    {
        DeskRig rig = new(DeskRig.Network with { Machine = new(new(1_000_000), new(100_000), new(long.MaxValue)) });
        Assert.Equal("90000k", rig.Granted(1, DeskRig.Ladder(90_000), "203.0.113.1"));
        ReservationAnswer.Refused refused = Assert.IsType<ReservationAnswer.Refused>(rig.Reserve(2, DeskRig.Ladder(1_000), "203.0.113.1"));
        Assert.Equal("memory", refused.Limit);
    }

    [Fact]
    public void A_more_important_session_is_made_room_for_and_nobody_more_than_needed_gives_way()
    {
        _rig.Granted(1, DeskRig.Ladder(4_000, 2_000), priority: 5);
        _rig.Granted(2, DeskRig.Ladder(4_000, 2_000), priority: 4);
        Assert.Equal("4000k", _rig.Granted(3, DeskRig.Ladder(4_000), priority: 9));

        Standing moved = Assert.Single(Desk.TakeMoved());
        Assert.Equal((new SessionId(2), "2000k", MoveReason.Preempted), (moved.Session, moved.Point.Name, moved.Why!.Value));
        Assert.Equal(BitRate.Mbps(10), _rig.Reserved("uplink"));
        Assert.Empty(Desk.TakeMoved());
    }

    [Fact]
    public void Equals_do_not_push_each_other_out()
    {
        _rig.Granted(1, DeskRig.Ladder(8_000, 1_000));
        Assert.IsType<ReservationAnswer.Refused>(_rig.Reserve(2, DeskRig.Ladder(4_000)));
        Assert.Empty(Desk.TakeMoved());
    }

    [Fact]
    public void A_link_that_shrinks_moves_the_least_important_and_ends_those_who_cannot_go_lower()
    {
        _rig.Granted(1, DeskRig.Ladder(3_000, 1_000), priority: 5);
        _rig.Granted(2, DeskRig.Ladder(3_000, 2_500), priority: 3);
        _rig.Granted(3, DeskRig.Ladder(3_000, 1_000), priority: 8);
        Assert.True(Desk.ChangeRate("uplink", BitRate.Mbps(4), _rig.Time.Now));

        Dictionary<SessionId, Standing> moved = Desk.TakeMoved().ToDictionary(standing => standing.Session);
        Assert.Equal(2, moved.Count);
        Assert.True(moved[new(2)].IsOver);
        Assert.Equal("1000k", moved[new(1)].Point.Name);
        Assert.Contains("uplink", moved[new(1)].Reason, StringComparison.Ordinal);
        Assert.Equal("3000k", Desk.Find(new(3))!.Point.Name);
        Assert.Null(Desk.Find(new(2)));
        Assert.Equal(BitRate.Mbps(4), _rig.Reserved("uplink"));
    }

    [Fact]
    public void An_unknown_link_cannot_be_changed() => Assert.False(Desk.ChangeRate("attic", BitRate.Mbps(1), _rig.Time.Now));

    [Fact]
    public void There_is_room_again_for_as_much_as_was_given_back()
    {
        IReadOnlyList<OperatingPoint> ladder = DeskRig.Ladder(8_000, 4_000, 1_000);
        _rig.Granted(1, ladder);
        Desk.ChangeRate("uplink", BitRate.Mbps(2), _rig.Time.Now);
        Assert.Equal(2, Desk.Fits(new(1), ladder, _rig.Time.Now));
        Assert.False(Desk.TryMove(new(1), ladder[1], MoveReason.RoomAgain, "", _rig.Time.Now));
        Desk.ChangeRate("uplink", BitRate.Mbps(5), _rig.Time.Now);
        Assert.Equal(1, Desk.Fits(new(1), ladder, _rig.Time.Now));
        Assert.True(Desk.TryMove(new(1), ladder[1], MoveReason.RoomAgain, "", _rig.Time.Now));
        Assert.Equal(BitRate.Mbps(4), _rig.Reserved("uplink"));
    }

    [Fact]
    public void Other_links_in_the_file_lose_nobody()
    {
        _rig.Granted(1, DeskRig.Ladder(3_000), "10.1.0.7");
        _rig.Granted(2, DeskRig.Ladder(3_000, 500), "10.2.0.7");
        Desk.Configure(
            new()
            {
                Links = [DeskRig.Link("backbone", 5), DeskRig.Link("floor1", 4, "backbone")],
                Routes = [new("10.1.0.0/16", "floor1"), new("0.0.0.0/0", "backbone")],
            },
            _rig.Time.Now);

        Assert.Equal(BitRate.Mbps(3), _rig.Reserved("floor1"));
        Assert.Equal(new(3_500_000), _rig.Reserved("backbone"));
        Assert.Equal("500k", Assert.Single(Desk.TakeMoved()).Point.Name);
        Desk.Release(new(1), _rig.Time.Now);
        Desk.Release(new(2), _rig.Time.Now);
        _rig.CheckEmpty();
    }

    [Fact]
    public void What_an_operator_changed_holds_until_the_file_says_something_else()
    {
        Desk.ChangeRate("uplink", BitRate.Mbps(4), _rig.Time.Now);
        NetworkOptions sameUplink = DeskRig.Network with { Links = [DeskRig.Link("uplink", 10), .. DeskRig.Network.Links.Skip(1)] };
        Desk.Configure(sameUplink with { Machine = new(new(1_000), new(1_000_000_000), new(1_000_000_000)) }, _rig.Time.Now);
        Assert.Equal(BitRate.Mbps(4), Desk.Usage()[0].Link.Rate);
        Assert.Equal([new("uplink", BitRate.Mbps(4), BitRate.Mbps(10))], Desk.Changes);
        Desk.Configure(DeskRig.Network with { Links = [DeskRig.Link("uplink", 8), .. DeskRig.Network.Links.Skip(1)] }, _rig.Time.Now);
        Assert.Equal(BitRate.Mbps(8), Desk.Usage()[0].Link.Rate);
        Assert.Empty(Desk.Changes);
    }

    [Fact]
    public void What_is_used_is_counted_on_every_link_of_the_path()
    {
        _rig.Granted(1, DeskRig.Ladder(3_000), "10.1.0.7");
        _rig.Granted(2, DeskRig.Ladder(3_000), "10.2.0.7");
        Desk.Measured([(new(1), BitRate.Mbps(2)), (new(2), BitRate.Mbps(1)), (new(3), BitRate.Mbps(7))]);
        Assert.Equal([BitRate.Mbps(3), BitRate.Mbps(2), BitRate.Mbps(1)], Desk.Usage().Select(usage => usage.Used!.Value));
    }

    [Fact]
    public void Nothing_leaks_over_a_hundred_thousand_sessions()
    {
        for (ulong session = 1; session <= 100_000; session++)
        {
            string client = session % 2 == 0 ? "10.1.0.7" : "10.2.0.7";
            _rig.Reserve(session, DeskRig.Ladder(2_000, 500), client, new() { Priority = (int)(session % 6) });
            if (session % 3 == 0)
                Desk.Release(new(session), _rig.Time.Now);
            if (session % 100 == 0)
                _rig.Time.Advance(7);
            if (session % 1_000 == 0)
                Desk.ChangeRate("uplink", BitRate.Mbps(1 + (long)(session % 9)), _rig.Time.Now);
        }

        Assert.NotEmpty(Desk.TakeMoved());
        _rig.Time.Advance(61);
        Desk.Advance(_rig.Time.Now);
        _rig.CheckEmpty();
        Assert.Equal(0, Desk.Under(book => book.Count));
    }
}
