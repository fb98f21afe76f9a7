using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Emulation.Tests.Networks;
using Streaming.Qos.Policing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Links;

public sealed class LinkFiguresTests
{
    private static readonly LinkProfile Link = new() { Rate = BitRate.Kbps(8), Queue = B(2_500) };

    [Fact]
    public void Series_tell_what_came_what_left_and_who_waited_longest_step_by_step()
    {
        // A byte a millisecond: 1 000 B take a second each.
        LinkEmulator link = new(Link, [], Start, 1);
        foreach (double at in new[] { 100.0, 200, 300, 3_600, 4_100 })
            link.Offer(B(1_000), At(at));
        Assert.Equal([3_000L, 0, 0, 1_000, 1_000], link.Figures.Offered);

        // The third found 1 800 B waiting and no room for itself.
        Assert.Equal([0L, 1_000, 1_000, 0, 1_000, 1_000], link.Figures.Used);
        Assert.Equal([Ms(900), Ms(0), Ms(0), Ms(0), Ms(500)], link.Figures.LongestWait);
        Assert.Equal((4, 4_000L, 1), (link.Figures.Packets, link.Figures.Bytes, link.Figures.DropsOf(DropCause.QueueFull)));
    }

    [Fact]
    public void Links_of_one_account_are_counted_together_and_others_alone()
    {
        LinkPlan[] links =
        [
            Nets.Link("a.1", -1, Link) with { Account = "a" }, Nets.Link("a.2", -1, Link) with { Account = "a" }, Nets.Link("b", -1, Link),
        ];
        VirtualNetwork<int> network = new(new(links, [0, 1, 2], Start) { Step = TimeSpan.FromSeconds(10) }, 1, new Ledger());
        for (int host = 0; host < 3; host++)
            network.Down(host, B(100 + host), Dscp.CS0, 0, At(0));
        Assert.Same(network.FiguresOf(0), network.FiguresOf(1));
        Assert.Equal(201, network.FiguresOf(0).Bytes);
        Assert.Equal(102, network.FiguresOf(2).Bytes);
        Assert.Equal(TimeSpan.FromSeconds(10), network.FiguresOf(0).Step);
        Assert.Equal([201L], network.FiguresOf(0).Offered);
    }

    [Fact]
    public void What_is_before_the_first_step_or_after_the_last_is_counted_there()
    {
        LinkEmulator link = new(new LinkProfile(), [], Start, 1);
        link.Offer(B(1), At(-5_000));
        link.Offer(B(2), At(100));
        link.Offer(B(4), Start + TimeSpan.FromDays(300));
        link.Offer(B(8), Start + TimeSpan.FromDays(30_000));
        Assert.Equal(1_000_000, link.Figures.Offered.Count);
        Assert.Equal((3, 12), (link.Figures.Offered[0], link.Figures.Offered[^1]));
    }

    [Fact]
    public void What_waits_for_the_end_of_its_slot_waits()
    {
        LinkEmulator link = new(Link with { Discipline = QueueDiscipline.Slots, Rate = BitRate.Mbps(8) }, [], Start, 1);
        link.Offer(B(500), At(0.25));
        Assert.Equal([Ms(0.75)], link.Figures.LongestWait);
    }
}
