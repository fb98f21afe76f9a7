using Streaming.Emulation.Links;
using Streaming.Primitives.Chance;
using Streaming.Testing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Links;

public sealed class FifoTests
{
    /// <summary>1 000 B take a millisecond.</summary>
    private static readonly LinkProfile Link = new() { Rate = BitRate.Mbps(8), Queue = new(10_000) };

    [Fact]
    public void A_link_that_is_never_idle_carries_exactly_its_rate()
    {
        // 1 337 B at 1 333 337 b/s never end on a tick; after an hour's worth of packets nothing has been gained or lost.
        const long Rate = 1_333_337, Size = 1_337;
        LinkEmulator link = new(new() { Rate = new(Rate), Queue = B(1_000_000_000) }, [], Start, 1);
        for (long n = 1; n <= 450_000; n++)
        {
            LinkFate fate = link.Offer(B(Size), Start);
            Int128 work = (Int128)n * Size * 8 * TimeSpan.TicksPerSecond;
            Assert.Equal((long)((work + Rate - 1) / Rate), fate.Left.Ticks - Start.Ticks);
        }
    }

    [Fact]
    public void Many_packets_may_leave_within_one_tick()
    {
        LinkEmulator link = new(new() { Rate = new(1_000_000_000_000), Queue = B(1_000_000) }, [], Start, 1);
        long[] left = [.. Enumerable.Range(0, 12).Select(_ => link.Offer(B(2_500), Start).Left.Ticks - Start.Ticks)];
        Assert.Equal([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3], left);
    }

    [Fact]
    public void What_has_not_been_used_is_gone()
    {
        LinkEmulator link = new(Link, [], Start, 1);
        Assert.Equal(At(1), link.Offer(B(1_000), At(0)).Left);
        Assert.Equal(At(6), link.Offer(B(1_000), At(5)).Left);
        Assert.Equal(At(7), link.Offer(B(1_000), At(6)).Left);
    }

    [Fact]
    public void A_queue_that_is_full_drops_what_comes_and_counts_it()
    {
        LinkEmulator link = new(Link, [], Start, 1);
        LinkFate[] fates = [.. Enumerable.Range(0, 12).Select(_ => link.Offer(B(1_000), At(0)))];
        Assert.All(fates[..10], fate => Assert.Null(fate.Dropped));
        Assert.All(fates[10..], fate => Assert.Equal(DropCause.QueueFull, fate.Dropped));

        // At 0.5 ms there is room for half a packet, at 1 ms for a whole one.
        Assert.Equal(DropCause.QueueFull, link.Offer(B(501), At(0.5)).Dropped);
        Assert.Null(link.Offer(B(500), At(0.5)).Dropped);
        Assert.Equal(At(11.5), link.Offer(B(1_000), At(1.5)).Left);
        Assert.Equal(3, link.Figures.DropsOf(DropCause.QueueFull));
        Assert.Equal(12, link.Figures.Packets);
    }

    [Fact]
    public void An_idle_link_takes_what_its_queue_would_not_hold() =>
        Assert.Null(new LinkEmulator(Link with { Queue = B(100) }, [], Start, 1).Offer(B(1_000), At(0)).Dropped);

    [Fact]
    public void A_rate_that_changes_holds_for_what_has_not_been_sent()
    {
        // Half of the first has left at 0.5 ms; the other 500 B take 4 ms at 1 Mb/s, then 1 000 B take 8 ms, 500 of them at the old rate.
        LinkChange[] changes =
            [new(Ms(0.5), Link with { Rate = BitRate.Mbps(1) }), new(Ms(8.5), Link with { Rate = BitRate.Mbps(8) }), new(Ms(20), new())];
        LinkEmulator link = new(Link, changes, Start, 1);
        Assert.Equal(At(4.5), link.Offer(B(1_000), At(0)).Left);
        Assert.Equal(At(9), link.Offer(B(1_000), At(0)).Left);
        Assert.Equal(At(10), link.Offer(B(1_000), At(9)).Left);
        Assert.Equal(At(20), link.Offer(B(10_000), At(19)).Left);
        Assert.Equal(At(20), link.Offer(B(10_000), At(20)).Left);
    }

    [Fact]
    public void A_backlog_is_counted_in_bytes_across_a_change_of_rate()
    {
        LinkEmulator link = new(Link, [new(Ms(1), Link with { Rate = BitRate.Kbps(800) })], Start, 1);
        for (int i = 0; i < 10; i++)
            Assert.Null(link.Offer(B(1_000), At(0)).Dropped);

        // 1 000 B have left in the first millisecond, 100 in each of the next five.
        Assert.Equal(DropCause.QueueFull, link.Offer(B(1_501), At(6)).Dropped);
        Assert.Null(link.Offer(B(1_500), At(6)).Dropped);
    }

    [Fact]
    public void A_delay_that_becomes_shorter_lets_nobody_overtake()
    {
        LinkProfile free = new() { Delay = Ms(50) };
        LinkEmulator link = new(free, [new(Ms(10), free with { Delay = Ms(5) })], Start, 1);
        Assert.Equal(At(59), link.Offer(B(100), At(9)).Arrives);
        Assert.Equal(At(59), link.Offer(B(100), At(10)).Arrives);
        Assert.Equal(At(65), link.Offer(B(100), At(60)).Arrives);
    }

    [Fact]
    public void A_link_that_is_down_lets_nothing_through_that_comes_or_would_leave()
    {
        LinkEmulator link = new(Link, [new(Ms(2), Link with { IsDown = true }), new(Ms(10), Link)], Start, 1);
        Assert.Null(link.Offer(B(1_000), At(0.5)).Dropped);
        Assert.Equal(DropCause.Down, link.Offer(B(1_000), At(1.1)).Dropped);
        Assert.Equal(DropCause.Down, link.Offer(B(1_000), At(2)).Dropped);
        Assert.Null(link.Offer(B(1_000), At(10)).Dropped);
        Assert.Equal(2, link.Figures.DropsOf(DropCause.Down));
    }

    [Fact]
    public void A_free_link_only_delays()
    {
        LinkFate fate = new LinkEmulator(new() { Delay = Ms(3) }, [], Start, 1).Offer(B(1_000_000), At(0));
        Assert.Equal(new LinkFate(null, At(0), At(3)), fate);
    }

    [Theory]
    [Seeds(20)]
    public void Whatever_comes_the_order_is_kept_and_no_interval_carries_more_than_the_rate(ulong seed)
    {
        SeededRandom random = new(seed);
        LinkProfile[] profiles = [.. Enumerable.Range(0, 6).Select(_ => Link with { Rate = new(random.Next(500_000, 20_000_000)) })];
        LinkChange[] changes = [.. profiles[1..].Select((profile, i) => new LinkChange(Ms((i + 1) * 100), profile))];
        LinkEmulator link = new(profiles[0], changes, Start, seed);
        Instant at = Start, lastLeft = Start;
        for (int i = 0; i < 3_000; i++)
        {
            at += new TimeSpan(random.Next(6_000));
            ByteCount size = B(random.Next(40, 1_500));
            LinkFate fate = link.Offer(size, at);
            if (fate.Dropped is not null)
                continue;

            // From the later of its coming and the end of the one before: no faster than what the rates carried in between, to the tick.
            Instant begins = Instant.Max(at, lastLeft);
            Assert.True(fate.Left >= begins);
            Int128 carried = Carried(profiles, begins, fate.Left), work = (Int128)size.Bytes * 8 * TimeSpan.TicksPerSecond;
            Assert.InRange((double)(carried - work), -40_000_000, 40_000_000);
            lastLeft = fate.Left;
        }
    }

    private static Int128 Carried(LinkProfile[] profiles, Instant from, Instant until)
    {
        Int128 work = 0;
        for (int i = 0; i < profiles.Length; i++)
        {
            Instant begins = i == 0 ? new(long.MinValue) : At(i * 100), ends = i + 1 < profiles.Length ? At((i + 1) * 100) : Instant.Never;
            Instant first = Instant.Max(from, begins), last = Instant.Min(until, ends);
            work += last > first ? (Int128)(last.Ticks - first.Ticks) * profiles[i].Rate!.Value.BitsPerSecond : 0;
        }

        return work;
    }
}
