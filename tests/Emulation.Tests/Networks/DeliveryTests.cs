using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Emulation.Networks;
using Streaming.Qos.Policing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Networks;

public sealed class DeliveryTests
{
    private readonly Ledger _ledger = new();

    [Fact]
    public void A_datagram_takes_each_links_time_to_send_it_and_each_links_delay()
    {
        // 1 000 B are 8 ms at 1 Mb/s and 4 ms at 2 Mb/s.
        VirtualNetwork<int> network = new(
            Chain(new() { Rate = BitRate.Mbps(1), Delay = Ms(10) }, new() { Rate = BitRate.Mbps(2), Delay = Ms(3) }), 1, _ledger);
        network.Down(0, B(1_000), Dscp.CS0, 7, At(0));
        network.Down(0, B(1_000), Dscp.CS0, 8, At(2));
        _ledger.Take(network, Instant.FromSeconds(200));
        Assert.Equal(
            [
                new(0, false, false, 7, B(1_000), At(0), At(8 + 10 + 4 + 3), false, false),
                new(0, false, false, 8, B(1_000), At(2), At(16 + 10 + 4 + 3), false, false),
            ],
            _ledger.Deliveries);
        Assert.Equal(Instant.Never, network.Next);
    }

    [Fact]
    public void Nothing_is_there_before_its_time()
    {
        VirtualNetwork<int> network = new(Chain(new LinkProfile { Delay = Ms(10) }), 1, _ledger);
        network.Down(0, B(100), Dscp.CS0, 1, At(0));
        Assert.False(network.TryTake(At(9.9999), out _));
        Assert.True(network.TryTake(At(10), out _));
        Assert.False(network.TryTake(At(10), out _));
    }

    [Fact]
    public void What_comes_at_the_same_time_comes_in_the_order_of_sending()
    {
        NetworkPlan plan = new([Link("near", -1, Free), Link("far", -1, new() { Delay = Ms(5) })], [0, 1, -1], Start);
        VirtualNetwork<int> network = new(plan, 1, _ledger);
        network.Down(1, B(100), Dscp.CS0, 1, At(0));
        network.Down(0, B(100), Dscp.CS0, 2, At(5));
        network.Down(2, B(100), Dscp.CS0, 3, At(5));
        Assert.Equal([1, 2, 3], _ledger.Take(network, At(5)).Deliveries.Select(each => each.Load));
    }

    [Fact]
    public void That_holds_for_what_had_to_wait_for_its_turn_as_well()
    {
        LinkProfile turns = new() { Rate = BitRate.Mbps(8), Discipline = QueueDiscipline.Priority };
        VirtualNetwork<int> network = new(new([Link("turns", -1, turns)], [0, -1], Start), 1, _ledger);
        network.Down(0, B(1_000), Dscp.CS0, 1, At(0));
        network.Down(1, B(1_000), Dscp.CS0, 2, At(1));
        Assert.Equal([1, 2], _ledger.Take(network, At(1)).Deliveries.Select(each => each.Load));
    }

    [Theory]
    [InlineData(QueueDiscipline.Fifo)]
    [InlineData(QueueDiscipline.Slots)]
    [InlineData(QueueDiscipline.Priority)]
    public void Carrying_a_packet_allocates_nothing(QueueDiscipline discipline)
    {
        LinkProfile profile = new() { Rate = BitRate.Mbps(20), Delay = Ms(5), Discipline = discipline, Jitter = new(default, Ms(5)) };

        // One step of figures for all, so that their series do not grow.
        VirtualNetwork<int> network = new(Chain(profile, profile) with { Step = TimeSpan.FromHours(1) }, 1, _ledger);
        Assert.NotEqual(0, Carry(network, 0, 20_000));
        Assert.Equal(0, Carry(network, 20_000, 20_000));
    }

    [Fact]
    public void The_same_seed_brings_the_same_fate_however_often_it_is_looked_at()
    {
        LinkProfile wild = new()
        {
            Rate = BitRate.Mbps(1), Delay = Ms(4), Queue = B(20_000), Jitter = new(JitterShape.Exponential, Ms(3), 0.5),
            Loss = new LossProfile.Bernoulli(Ratio.Percent(10)), Duplicate = Ratio.Percent(5), Reorder = Ratio.Percent(5),
        };
        List<Delivery<int>> Play(bool often)
        {
            Ledger ledger = new();
            NetworkPlan plan = new(
                [Link("a", -1, wild), Link("b", 0, wild with { Discipline = QueueDiscipline.Priority }), Link("c", 1, wild)], [2], Start);
            VirtualNetwork<int> network = new(plan, 5, ledger);
            for (int i = 0; i < 500; i++)
            {
                network.Down(0, B(1_000), i % 3 == 0 ? Dscp.EF : Dscp.CS0, i, At(i * 7.5));
                if (often)
                    ledger.Take(network, At(i * 7.5));
            }

            return ledger.Take(network, At(100_000)).Deliveries;
        }

        List<Delivery<int>> all = Play(often: true);
        Assert.InRange(all.Count, 300, 500);
        Assert.Equal(all, Play(often: false));
    }

    /// <summary>Carries packets at 16 Mb/s.</summary>
    /// <returns>Bytes that were allocated.</returns>
    private static long Carry(VirtualNetwork<int> network, int first, int packets)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = first; i < first + packets; i++)
        {
            Instant now = At(i * 0.5);
            while (network.TryTake(now, out _))
            {
            }

            network.Down(0, B(1_000), i % 5 == 0 ? Dscp.EF : Dscp.AF41, i, now);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
