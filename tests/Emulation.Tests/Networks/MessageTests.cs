using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Emulation.Networks;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Networks;

public sealed class MessageTests
{
    private readonly Ledger _ledger = new();

    [Fact]
    public void A_message_takes_the_paths_delay_whatever_waits_in_its_queues()
    {
        LinkProfile slow = new() { Rate = BitRate.Kbps(8), Delay = Ms(10) };
        VirtualNetwork<int> network = new(Chain(slow, new() { Delay = Ms(3) }), 1, _ledger);
        network.Down(0, B(1_000), default, 1, At(0));
        network.DownMessage(0, 2, At(0));
        network.UpMessage(0, 3, At(1));
        _ledger.Take(network, At(1_000));
        Assert.Equal(
            [
                new(0, false, true, 2, B(0), At(0), At(13), false, false),
                new(0, true, true, 3, B(0), At(1), At(14), false, false),
            ],
            _ledger.Deliveries);
    }

    [Fact]
    public void Each_loss_of_a_message_costs_a_timeout()
    {
        // Of two links with a tenth each, a message is lost twice over 0.9 in the mean: n retransmissions take n · 200 ms.
        LinkProfile lossy = new() { Delay = Ms(5), Loss = new LossProfile.Bernoulli(Ratio.Percent(10)) };
        VirtualNetwork<int> network = new(Chain(lossy, lossy), 1, _ledger);
        for (int i = 0; i < 20_000; i++)
            network.UpMessage(0, i, At(i * 10_000.0));
        _ledger.Take(network, Instant.Never - TimeSpan.FromTicks(1));
        Assert.Equal(20_000, _ledger.Deliveries.Count);
        double[] losses = [.. _ledger.Deliveries.Select(each => (each.At - each.SentAt - Ms(10)) / Ms(200))];
        Assert.All(losses, count => Assert.Equal(Math.Round(count), count));

        // Geometric at each link: the mean is 2 · 0.1 / 0.9, the variance 2 · 0.1 / 0.81.
        Assert.Equal(2 * 0.1 / 0.9, losses.Average(), 4 * Math.Sqrt(2 * 0.1 / 0.81 / losses.Length));
        Estimate.MustBeShare(losses.Count(count => count == 0), losses.Length, 0.81, "messages that are not lost");
    }

    [Fact]
    public void Messages_keep_their_order_either_way_and_know_nothing_of_other_hosts()
    {
        LinkProfile lossy = new() { Delay = Ms(5), Loss = new LossProfile.Bernoulli(Ratio.Percent(30)), Jitter = new(default, Ms(50)) };
        NetworkPlan plan = new([Link("a", -1, lossy), Link("b", -1, new() { Delay = Ms(5) })], [0, 1], Start);
        VirtualNetwork<int> network = new(plan, 1, _ledger);
        for (int i = 0; i < 500; i++)
        {
            network.UpMessage(0, i, At(i));
            network.DownMessage(0, i, At(i));
            network.DownMessage(1, i, At(i));
        }

        _ledger.Take(network, At(1_000_000));
        foreach (bool isUp in new[] { false, true })
        {
            Delivery<int>[] all = [.. _ledger.Deliveries.Where(each => each.Host == 0 && each.IsUp == isUp)];
            Assert.Equal(Enumerable.Range(0, 500), all.Select(each => each.Load));
            Assert.Contains(all, each => each.At - each.SentAt > Ms(200));
        }

        Assert.All(_ledger.Deliveries.Where(each => each.Host == 1), each => Assert.Equal(Ms(5), each.At - each.SentAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_waits_while_a_link_is_down_or_loses_everything(bool isDown)
    {
        LinkProfile up = new() { Delay = Ms(5) };
        LinkProfile gone = isDown ? up with { IsDown = true } : up with { Loss = new LossProfile.Bernoulli(Ratio.One) };
        NetworkPlan plan = new([Link("a", -1, up, new LinkChange(Ms(10), gone), new(Ms(300), up))], [0], Start);
        VirtualNetwork<int> network = new(plan, 1, _ledger);
        network.DownMessage(0, 1, At(9));
        network.DownMessage(0, 2, At(10));
        network.UpMessage(0, 3, At(299));
        network.UpMessage(0, 4, At(300));
        _ledger.Take(network, At(1_000));
        Assert.Equal([(1, At(14)), (2, At(305)), (3, At(305)), (4, At(305))], _ledger.Deliveries.Select(each => (each.Load, each.At)));
    }

    [Fact]
    public void A_message_to_a_link_that_never_comes_back_is_dropped_and_said_to_be()
    {
        LinkChange ends = new(Ms(3), new() { IsDown = true });
        NetworkPlan plan = new([Link("a", -1, new() { Delay = Ms(5) }), Link("b", 0, new(), ends)], [1], Start);
        VirtualNetwork<int> network = new(plan, 1, _ledger);
        network.DownMessage(0, 1, At(0));
        Assert.Equal([new(1, 0, false, DropCause.Down, 1, B(0), At(0), At(5))], _ledger.Drops);
        Assert.Equal(Instant.Never, network.Next);
    }

    [Fact]
    public void Datagrams_up_meet_delay_jitter_and_losses_but_no_queues()
    {
        LinkProfile link = new()
        {
            Rate = BitRate.Kbps(8), Queue = B(0), Delay = Ms(10), Loss = new LossProfile.Bernoulli(Ratio.Percent(20)),
            Jitter = new(JitterShape.Uniform, Ms(4)),
        };
        VirtualNetwork<int> network = new(Chain(link, link), 1, _ledger);
        for (int i = 0; i < 10_000; i++)
            network.Up(0, B(200), i, At(i));
        _ledger.Take(network, At(1_000_000));
        Estimate.MustBeShare(_ledger.Deliveries.Count, 10_000, 0.64, "reports that come");
        Assert.Equal(10_000, _ledger.Deliveries.Count + _ledger.Lost(DropCause.Loss));
        Assert.All(_ledger.Drops, drop => Assert.True(drop.IsUp));
        double[] delays = [.. _ledger.Deliveries.Select(each => (each.At - each.SentAt).TotalMilliseconds)];
        Assert.All(delays, delay => Assert.InRange(delay, 20, 28));

        // Two uniform spreads of four: their mean is four, their variance 2 · 16 / 12.
        Assert.Equal(24, delays.Average(), 4 * Math.Sqrt(32 / 12.0 / delays.Length));
        Assert.Equal(0, network.FiguresOf(0).Packets);
    }
}
