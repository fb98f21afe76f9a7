using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Checks;
using Streaming.Lab.Virtual.Serving;
using Streaming.Qos.Admission;
using Streaming.Server.Contracts;

namespace Streaming.Lab.Tests.Virtual.Checks;

/// <summary>Two viewers, each behind a link of his own, and both behind one that they share.</summary>
public sealed class ReservationCheckTests
{
    private static readonly Instant Start = Instant.FromSeconds(1_000);
    private static readonly LaneGroup Picture = new("lobby", 1, false), Sound = new("lobby", 2, false);

    private readonly ReservationCheck _check = new(
        new([new("uplink", -1, new(), []), new("one", 0, new(), []), new("other", 0, new(), [])], [1, 2], Start),
        Cast.Of(Situations.Small(2), 1, TimeSpan.FromSeconds(1)));

    [Fact]
    public void A_lane_is_held_once_on_a_link_however_many_receive_it_and_a_film_for_each()
    {
        _check.Holds(0, new(500));
        _check.Holds(1, new(500));
        Look(60, (3_200, 2_700, 2_500), Lane(0, Picture, 2_000), Lane(0, Sound, 200), Lane(1, Picture, 2_000));
        Assert.Equal("", Found);

        Look(60, (5_200, 2_700, 2_500), Lane(0, Picture, 2_000), Lane(0, Sound, 200), Lane(1, Picture, 2_000));
        Assert.Equal("5.2 kb/s of uplink were held for contracts of 3.2 kb/s from 60 s on", Found);
    }

    [Fact]
    public void What_comes_to_one_alone_is_held_for_each()
    {
        Look(60, (4_000, 2_000, 2_000), Lane(0, null, 2_000), Lane(1, null, 2_000));
        Assert.Equal("", Found);
    }

    [Fact]
    public void A_lane_that_is_still_received_must_be_held()
    {
        Look(20, (2_000, 2_000, 0), Lane(0, Picture, 2_000));
        Look(30, (0, 0, 0), Lane(0, Picture, 2_000));
        Assert.Equal("0 b/s of uplink were held for contracts of 2 kb/s from 20 s on", Found);
    }

    [Fact]
    public void A_lane_that_nobody_receives_any_more_must_not_be_held()
    {
        Look(20, (2_000, 2_000, 0), Lane(0, Picture, 2_000));
        Look(30, (2_000, 0, 0));
        Assert.Equal("2 kb/s of uplink were held for contracts of 0 b/s from 20 s on", Found);
    }

    [Theory]
    [InlineData(15, 10_000, true)]
    [InlineData(15, 10_001, false)]
    [InlineData(40, 10_000, false)]
    public void Who_begins_to_receive_may_be_lent_four_times_as_much_for_a_while(int seconds, long held, bool isOk)
    {
        Look(seconds, (held, 2_000, 0), Lane(0, Picture, 2_000));
        Look(30, (2_000, 2_000, 0), Lane(0, Picture, 2_000));
        Assert.Equal(isOk, Found.Length == 0);
    }

    private int _second;

    private string Found => _check.Result([], 0).Detail;

    /// <summary>Once a second, as a run does.</summary>
    private void Look(int seconds, (long Uplink, long One, long Other) held, params LaneHolding[] lanes)
    {
        LinkUsage[] usage = [Usage("uplink", held.Uplink), Usage("one", held.One), Usage("other", held.Other)];
        for (int i = 0; i < seconds; i++)
            _check.Look(usage, lanes, Start + TimeSpan.FromSeconds(_second++));
    }

    private static LaneHolding Lane(int viewer, LaneGroup? group, long rate) => new(Cast.AddressOf(viewer), group, new(rate));

    private static LinkUsage Usage(string link, long held) => new()
    {
        Link = new(0, link, BitRate.Mbps(10), Ratio.One, default, default, null),
        Guaranteed = BitRate.Zero,
        ControlledLoad = new(held),
        Booked = BitRate.Zero,
        Depth = default,
        GuaranteedFlows = 0,
        ControlledLoadFlows = 0,
        BestEffortFlows = 0,
    };
}
