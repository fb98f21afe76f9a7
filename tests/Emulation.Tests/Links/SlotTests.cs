using Streaming.Emulation.Links;
using Streaming.Primitives.Chance;
using Streaming.Testing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Links;

public sealed class SlotTests
{
    /// <summary>A slot of a millisecond holds 1 000 B.</summary>
    private static readonly LinkProfile Link = new()
    {
        Rate = BitRate.Mbps(8), Queue = new(3_000), Discipline = QueueDiscipline.Slots, Delay = Ms(10),
    };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.9999, 1)]
    [InlineData(1, 2)]
    [InlineData(250.3, 251)]
    [InlineData(-0.0001, 0)]
    [InlineData(-1, 0)]
    public void What_comes_within_a_slot_leaves_at_its_end(double comes, double leaves)
    {
        LinkFate fate = new LinkEmulator(Link, [], Start, 1).Offer(B(700), At(comes));
        Assert.Equal(new LinkFate(null, At(leaves), At(leaves + 10)), fate);
    }

    [Fact]
    public void What_does_not_fit_goes_to_the_next_slot_and_nobody_behind_it_goes_before()
    {
        LinkEmulator link = new(Link with { Queue = B(10_000) }, [], Start, 1);
        int[] sizes = [600, 400, 500, 600, 100, 900];
        double[] left = [.. sizes.Select(size => (link.Offer(B(size), At(0.5)).Left - Start).TotalMilliseconds)];

        // 100 would still fit where 600 are, 900 would not.
        Assert.Equal([1, 1, 2, 3, 3, 4], left);
        Assert.Equal(At(4), link.Offer(B(100), At(1.5)).Left);
        Assert.Equal(At(5), link.Offer(B(100), At(4)).Left);
    }

    [Fact]
    public void What_is_larger_than_a_slot_takes_as_many_as_it_needs()
    {
        LinkEmulator link = new(Link with { Queue = B(10_000) }, [], Start, 1);
        Assert.Equal(At(3), link.Offer(B(2_500), At(0)).Left);
        Assert.Equal(At(3), link.Offer(B(500), At(0)).Left);
        Assert.Equal(At(5), link.Offer(B(1_001), At(1)).Left);
    }

    [Fact]
    public void A_queue_of_slots_drops_what_finds_no_room()
    {
        LinkEmulator link = new(Link, [], Start, 1);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(link.Offer(B(1_000), At(0)).Dropped));
        Assert.Equal(DropCause.QueueFull, link.Offer(B(1), At(0)).Dropped);
        Assert.Null(link.Offer(B(1_000), At(1)).Dropped);
    }

    [Fact]
    public void A_slot_may_be_as_long_and_a_link_as_fast_as_can_be_said()
    {
        LinkProfile fastest = Link with { Rate = new(1_000_000_000_000), Slot = TimeSpan.FromSeconds(1), Queue = B(10_000_000_000) };
        LinkEmulator link = new(fastest, [], Start, 1);
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(At(1_000), link.Offer(B(2_500_000_000), At(0)).Left));
    }

    [Fact]
    public void A_free_link_with_slots_only_waits_for_their_ends()
    {
        LinkEmulator link = new(Link with { Rate = null, Slot = Ms(5) }, [], Start, 1);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(At(5), link.Offer(B(100_000), At(3)).Left));
    }

    /// <summary>What large runs rest on: played alone or among others, a packet leaves at the same tick, as long as no slot is
    /// full.</summary>
    [Theory]
    [Seeds(100)]
    public void As_long_as_no_slot_is_full_a_packets_fate_does_not_depend_on_others(ulong seed)
    {
        SeededRandom random = new(seed);
        LinkProfile[] path =
        [
            Link with { Rate = BitRate.Mbps(random.Next(20, 60)), Delay = new(random.Next(100_000)) },
            Link with { Rate = BitRate.Mbps(random.Next(20, 60)), Slot = Ms(2), Queue = ByteCount.Zero },
        ];
        List<(Instant At, ByteCount Size, int Flow)> packets = [.. Packets(random, flows: 6)];
        LinkEmulator[] shared = [.. path.Select(link => new LinkEmulator(link, [], Start, 1))];
        Dictionary<int, LinkEmulator[]> alone = [];
        SortedDictionary<(int Link, long Slot), long> filled = [];
        List<(int Flow, Instant Among, Instant Alone)> fates = [];
        foreach ((Instant at, ByteCount size, int flow) in packets)
        {
            if (!alone.TryGetValue(flow, out LinkEmulator[]? own))
                alone.Add(flow, own = [.. path.Select(link => new LinkEmulator(link, [], Start, 1))]);
            Instant single = at, among = at;
            for (int i = 0; i < path.Length; i++)
            {
                (int, long) slot = (i, (single.Ticks - Start.Ticks) / path[i].Slot.Ticks);
                filled[slot] = filled.GetValueOrDefault(slot) + size.Bytes;
                single = own[i].Offer(size, single).Arrives;
                LinkFate fate = shared[i].Offer(size, among);
                among = fate.Dropped is null ? fate.Arrives : Instant.Never;
                if (among == Instant.Never)
                    break;
            }

            fates.Add((flow, among, single));
        }

        // Both sides are tried: of these seeds, about half fill a slot.
        if (filled.All(slot => slot.Value <= (path[slot.Key.Link].Rate!.Value * path[slot.Key.Link].Slot).Bytes))
            Assert.All(fates, fate => Assert.Equal(fate.Alone, fate.Among));
        else
            Assert.Contains(fates, fate => fate.Alone != fate.Among);
    }

    private static IEnumerable<(Instant At, ByteCount Size, int Flow)> Packets(SeededRandom random, int flows)
    {
        Instant at = Start;
        int most = random.Next(400, 1_500), gap = random.Next(3_000, 9_000);
        for (int i = 0; i < 400; i++)
        {
            at += new TimeSpan(random.Next(gap));
            yield return (at, B(random.Next(40, most)), random.Next(flows));
        }
    }
}
