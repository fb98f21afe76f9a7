using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Emulation.Networks;
using Streaming.Qos.Policing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Networks;

public sealed class GroupTests
{
    private static readonly LinkProfile Trunk = new() { Rate = BitRate.Mbps(8), Delay = Ms(1) };

    private readonly Ledger _ledger = new();

    /// <summary>A trunk; behind it two floors of different delays, with two hosts each, of which the last has a link of its own; one host
    /// at the trunk itself.</summary>
    private static NetworkPlan Tree(LinkProfile trunk, LinkProfile? second = null) => new(
        [
            Link("trunk", -1, trunk),
            Link("first", 0, new() { Delay = Ms(2) }),
            Link("second", 0, second ?? new() { Delay = Ms(5) }),
            Link("own", 2, new() { Delay = Ms(1) }),
        ],
        [1, 1, 2, 3, 0],
        Start);

    [Theory]
    [InlineData(QueueDiscipline.Fifo)]
    [InlineData(QueueDiscipline.Priority)]
    public void Each_link_carries_a_packet_once_and_every_host_behind_it_has_it(QueueDiscipline discipline)
    {
        VirtualNetwork<int> network = new(Tree(Trunk with { Discipline = discipline }), 1, _ledger);
        network.DownToGroup([0, 2, 1, 3, 4], B(1_000), Dscp.CS0, 7, At(0));
        network.DownToGroup([3], B(1_000), Dscp.CS0, 8, At(0));
        _ledger.Take(network, At(1_000));

        // A millisecond to send each over the trunk.
        Assert.Equal(
            [(4, 7, At(2)), (0, 7, At(4)), (1, 7, At(4)), (2, 7, At(7)), (3, 7, At(8)), (3, 8, At(9))],
            _ledger.Deliveries.Select(each => (each.Host, each.Load, each.At)));
        Assert.Equal([2L, 1, 2, 2], Enumerable.Range(0, 4).Select(link => network.FiguresOf(link).Packets));
    }

    [Theory]
    [InlineData(QueueDiscipline.Fifo)]
    [InlineData(QueueDiscipline.Priority)]
    public void What_one_link_loses_everybody_behind_it_loses_and_nobody_else(QueueDiscipline discipline)
    {
        LinkProfile lossy = new() { Discipline = discipline, Loss = new LossProfile.Bernoulli(Ratio.Percent(50)) };
        VirtualNetwork<int> network = new(Tree(Trunk with { Queue = B(1_000_000) }, second: lossy), 1, _ledger);
        for (int i = 0; i < 200; i++)
            network.DownToGroup([3, 2, 1], B(100), Dscp.CS0, i, At(i));
        _ledger.Take(network, At(1_000));
        int lost = (int)network.FiguresOf(2).DropsOf(DropCause.Loss);
        Assert.InRange(lost, 70, 130);
        Assert.Equal(2 * lost, _ledger.Drops.Count);
        Assert.All(_ledger.Drops, drop => Assert.Equal((2, DropCause.Loss), (drop.Link, drop.Cause)));
        Assert.Equal(_ledger.Drops.Where(drop => drop.Host == 3).Select(drop => drop.Load),
            _ledger.Drops.Where(drop => drop.Host == 2).Select(drop => drop.Load));
        Assert.Equal(200, _ledger.Deliveries.Count(each => each.Host == 1));
        Assert.Equal(200 - lost, _ledger.Deliveries.Count(each => each.Host == 3));
        Assert.Equal(200 - lost, network.FiguresOf(3).Packets);
    }

    [Fact]
    public void What_the_trunk_has_no_room_for_nobody_has()
    {
        VirtualNetwork<int> network = new(Tree(Trunk with { Queue = B(2_000) }), 1, _ledger);
        for (int i = 0; i < 4; i++)
            network.DownToGroup([0, 1, 2, 3, 4], B(1_000), Dscp.CS0, i, At(0));
        _ledger.Take(network, At(100));
        Assert.Equal(10, _ledger.Deliveries.Count);
        Assert.Equal([2, 2, 2, 2, 2, 3, 3, 3, 3, 3], _ledger.Drops.Select(drop => drop.Load));
        Assert.Equal(2, network.FiguresOf(0).DropsOf(DropCause.QueueFull));
    }

    [Fact]
    public void A_duplicate_of_the_trunk_comes_to_everybody()
    {
        VirtualNetwork<int> network = new(Tree(Trunk with { Duplicate = Ratio.One }), 1, _ledger);
        network.DownToGroup([0, 4], B(100), Dscp.CS0, 1, At(0));
        _ledger.Take(network, At(100));
        Assert.Equal([(4, false), (4, true), (0, false), (0, true)], _ledger.Deliveries.Select(each => (each.Host, each.IsDuplicate)));
        Assert.Equal(2, _ledger.Copies);
    }

    [Fact]
    public void A_group_of_nobody_costs_nothing()
    {
        VirtualNetwork<int> network = new(Tree(Trunk), 1, _ledger);
        network.DownToGroup([], B(100), Dscp.CS0, 1, At(0));
        Assert.Equal(Instant.Never, network.Next);
        Assert.Equal(0, network.FiguresOf(0).Packets);
    }
}
