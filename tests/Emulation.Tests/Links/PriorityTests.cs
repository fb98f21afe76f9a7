using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Emulation.Tests.Networks;
using Streaming.Primitives.Chance;
using Streaming.Qos.Policing;
using Streaming.Testing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Links;

public sealed class PriorityTests
{
    /// <summary>1 000 B take a millisecond.</summary>
    private static readonly LinkProfile Link = new()
    {
        Rate = BitRate.Mbps(8), Queue = new(5_000), Discipline = QueueDiscipline.Priority, Delay = Ms(1),
    };

    private readonly Ledger _ledger = new();

    [Fact]
    public void The_most_important_leave_first_and_among_equals_who_came_first()
    {
        Dscp[] markings = [Dscp.CS0, new(12), Dscp.AF31, Dscp.AF41, Dscp.CS3, Dscp.EF, Dscp.AF43, Dscp.AF33, Dscp.EF, new(48)];
        VirtualNetwork<int> network = new(Chain(Link with { Queue = B(100_000) }), 1, _ledger);
        for (int i = 0; i < markings.Length; i++)
            network.Down(0, B(1_000), markings[i], i, At(0.1 * i));
        _ledger.Take(network, At(1_000));

        // The first is being sent when the others come: it is sent to its end.
        Assert.Equal([0, 5, 8, 4, 9, 3, 6, 2, 7, 1], _ledger.Deliveries.Select(each => each.Load));
        Assert.Equal(Enumerable.Range(1, 10).Select(i => At(i + 1)), _ledger.Deliveries.Select(each => each.At));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_comes_as_one_leaves_is_asked_for_with_those_that_wait(bool isWatched)
    {
        VirtualNetwork<int> network = new(Chain(Link), 1, _ledger);
        network.Down(0, B(1_000), Dscp.CS0, 1, At(0));
        network.Down(0, B(1_000), Dscp.CS0, 2, At(0));
        if (isWatched)
            _ledger.Take(network, At(0.5));
        network.Down(0, B(1_000), Dscp.EF, 3, At(1));
        Assert.Equal([1, 3, 2], _ledger.Take(network, At(100)).Deliveries.Select(each => each.Load));
    }

    [Fact]
    public void In_a_full_queue_the_important_drive_out_the_others_the_last_first()
    {
        VirtualNetwork<int> network = new(Chain(Link), 1, _ledger);
        for (int i = 0; i < 5; i++)
            network.Down(0, B(1_000), i < 4 ? Dscp.CS0 : Dscp.AF41, i, At(0));
        network.Down(0, B(1_000), Dscp.CS0, 5, At(0));
        network.Down(0, B(1_000), Dscp.EF, 6, At(0));
        network.Down(0, B(2_000), Dscp.AF41, 7, At(0));
        network.Down(0, B(2_500), Dscp.AF41, 8, At(0));
        _ledger.Take(network, At(100));
        Assert.Equal([(5, DropCause.QueueFull), (3, DropCause.QueueFull), (2, DropCause.QueueFull), (1, DropCause.QueueFull),
            (8, DropCause.QueueFull)], _ledger.Drops.Select(drop => (drop.Load, drop.Cause)));
        Assert.Equal([0, 6, 4, 7], _ledger.Deliveries.Select(each => each.Load));
        Assert.Equal(5, network.FiguresOf(0).DropsOf(DropCause.QueueFull));
    }

    [Fact]
    public void Nothing_gets_through_while_it_is_down_and_what_waits_leaves_into_nothing()
    {
        NetworkPlan plan = new(
            [Nets.Link("a", -1, Link, new LinkChange(Ms(1.5), Link with { IsDown = true }), new(Ms(4.5), Link))], [0], Start);
        VirtualNetwork<int> network = new(plan, 1, _ledger);
        for (int i = 0; i < 5; i++)
            network.Down(0, B(1_000), Dscp.CS0, i, At(0));
        network.Down(0, B(1_000), Dscp.CS0, 5, At(2));
        _ledger.Take(network, At(100));
        Assert.Equal([0, 4], _ledger.Deliveries.Select(each => each.Load));
        Assert.Equal([(5, At(2)), (1, At(2)), (2, At(3)), (3, At(4))], _ledger.Drops.Select(drop => (drop.Load, drop.At)));
        Assert.All(_ledger.Drops, drop => Assert.Equal(DropCause.Down, drop.Cause));
    }

    /// <summary>Who goes first changes nothing for how much goes: work is conserved.</summary>
    [Theory]
    [Seeds(20)]
    public void The_link_is_busy_whenever_one_that_knows_no_importance_would_be(ulong seed)
    {
        SeededRandom random = new(seed);
        LinkProfile large = Link with { Queue = B(10_000_000), Rate = new(7_654_321) };
        VirtualNetwork<int> network = new(Chain(large), 1, _ledger);
        LinkEmulator fifo = new(large with { Discipline = QueueDiscipline.Fifo }, [], Start, 1);
        Dscp[] markings = [Dscp.EF, Dscp.CS3, Dscp.AF41, Dscp.AF31, Dscp.CS0];
        Instant at = Start, last = Start;
        for (int i = 0; i < 1_000; i++)
        {
            at += new TimeSpan(random.Next(16_000));
            ByteCount size = B(random.Next(40, 1_500));
            network.Down(0, size, markings[random.Next(5)], i, at);
            last = fifo.Offer(size, at).Arrives;
        }

        _ledger.Take(network, Instant.FromSeconds(1_000));
        Assert.Equal(1_000, _ledger.Deliveries.Count);
        Assert.Equal(last, _ledger.Deliveries[^1].At);
        Assert.Equal(fifo.Figures.Used.Sum(), network.FiguresOf(0).Used.Sum());
    }

    [Fact]
    public void A_flood_of_no_importance_costs_the_most_important_one_packets_time_at_most()
    {
        VirtualNetwork<int> network = new(Chain(Link), 1, _ledger);
        SeededRandom random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            network.Down(0, B(1_500), Dscp.CS0, -1, At(i * 0.5));
            if (i % 20 == 0)
                network.Down(0, B(200), Dscp.EF, i, At((i * 0.5) + (random.NextDouble() * 0.49)));
        }

        _ledger.Take(network, At(100_000));
        TimeSpan[] delays = [.. _ledger.Deliveries.Where(each => each.Load >= 0).Select(each => each.At - each.SentAt)];
        Assert.Equal(1_000, delays.Length);

        // 0.2 ms to send it, 1 ms of delay, and less than 1.5 ms until what is being sent has gone.
        Assert.All(delays, delay => Assert.InRange(delay, Ms(1.2), Ms(2.7)));
        Assert.True(_ledger.Drops.Count > 8_000);
    }
}
