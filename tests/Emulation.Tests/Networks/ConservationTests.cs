using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Emulation.Networks;
using Streaming.Primitives.Chance;
using Streaming.Qos.Policing;
using Streaming.Qos.Protection;
using Streaming.Testing;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Networks;

/// <summary>Nothing appears and nothing vanishes, whatever a network does; and what one link does is its own affair.</summary>
public sealed class ConservationTests
{
    private static readonly Dscp[] Markings = [Dscp.CS0, Dscp.EF, Dscp.AF41, Dscp.AF31, Dscp.CS3];

    [Theory]
    [Seeds(60)]
    public void For_every_host_and_copy_there_is_one_delivery_or_one_drop(ulong seed)
    {
        SeededRandom random = new(seed);
        NetworkPlan plan = Anything(random);
        Ledger ledger = new();
        VirtualNetwork<int> network = new(plan, seed, ledger);
        List<(int Host, int Load)> sent = [];
        Instant at = Start;
        for (int i = 0; i < 2_000; i++)
        {
            at += new TimeSpan(random.Next(10_000));
            ledger.Take(network, at);
            Send(network, random, plan.Hosts.Count, i, at, sent);
        }

        ledger.Take(network, Instant.Never - TimeSpan.FromTicks(1));
        int duplicates = ledger.Deliveries.Count(each => each.IsDuplicate);
        Assert.Equal(ledger.Copies, duplicates);
        List<(int, int)> accounted =
        [
            .. ledger.Deliveries.Where(each => !each.IsDuplicate).Select(each => (each.Host, each.Load)),
            .. ledger.Drops.Select(drop => (drop.Host, drop.Load)),
        ];
        Assert.Equal(sent.Order(), accounted.Order());
        Assert.Equal(ledger.Deliveries.Select(each => each.At), ledger.Deliveries.Select(each => each.At).Order());
        Assert.All(ledger.Deliveries, each => Assert.True(each.At >= each.SentAt));
        for (int link = 0; link < plan.Links.Count; link++)
            Balance(network.FiguresOf(link), ledger, link);
    }

    [Theory]
    [Seeds(20)]
    public void What_comes_to_a_link_is_what_the_one_before_it_let_through(ulong seed)
    {
        SeededRandom random = new(seed);
        LinkProfile[] links = [.. Enumerable.Range(0, 4).Select(_ => Any(random))];
        Ledger ledger = new();
        VirtualNetwork<int> network = new(Chain(links), seed, ledger);
        long bytes = 0;
        for (int i = 0; i < 3_000; i++)
        {
            int size = random.Next(40, 1_500);
            bytes += size;
            network.Down(0, B(size), Markings[random.Next(5)], i, At(i * 0.7));
        }

        ledger.Take(network, Instant.Never - TimeSpan.FromTicks(1));
        for (int link = 0; link < links.Length; link++)
        {
            Assert.Equal(bytes, network.FiguresOf(link).Offered.Sum());
            bytes = network.FiguresOf(link).Bytes;
        }

        Assert.Equal(network.FiguresOf(links.Length - 1).Packets, ledger.Deliveries.Count(each => !each.IsDuplicate));
        Assert.Equal(bytes, ledger.Deliveries.Where(each => !each.IsDuplicate).Sum(each => each.Size.Bytes));
    }

    /// <summary>Each process has a seed of its own: what happens behind one link is the same whatever there is elsewhere.</summary>
    [Theory]
    [Seeds(10)]
    public void The_same_seed_is_the_same_fate_whatever_else_runs_on_other_links(ulong seed)
    {
        SeededRandom random = new(seed);
        LinkProfile own = Any(random), other = Any(random);
        (List<Delivery<int>>, List<Drop<int>>) Play(NetworkPlan plan, int host, int others)
        {
            Ledger ledger = new();
            VirtualNetwork<int> network = new(plan, seed, ledger);
            for (int i = 0; i < 1_000; i++)
            {
                network.Down(host, B(500 + (i % 7)), Markings[i % 5], i, At(i * 2));
                network.Up(host, B(100), 10_000 + i, At(i * 2));
                for (int j = 0; j < others; j++)
                {
                    network.Down(host == 0 ? 1 : 0, B(900), Dscp.EF, -1, At(i * 2));
                    network.UpMessage(host == 0 ? 1 : 0, -1, At(i * 2));
                }
            }

            ledger.Take(network, Instant.Never - TimeSpan.FromTicks(1));
            return (
                [.. ledger.Deliveries.Where(each => each.Load >= 0).Select(each => each with { Host = 0 })],
                [.. ledger.Drops.Where(drop => drop.Load >= 0).Select(drop => drop with { Host = 0, Link = 0 })
                    .OrderBy(drop => drop.At).ThenBy(drop => drop.Load)]);
        }

        var alone = Play(new([Link("own", -1, own)], [0], Start), 0, others: 0);
        var among = Play(new([Link("other", -1, other), Link("own", -1, own)], [0, 1], Start), 1, others: 2);
        Assert.Equal(alone.Item1, among.Item1);
        Assert.Equal(alone.Item2, among.Item2);
    }

    [Fact]
    public void Reordered_duplicated_and_corrupt_packets_come_in_their_shares()
    {
        const int Packets = 200_000;
        LinkProfile wild = new()
        {
            Reorder = Ratio.Percent(2), ReorderBy = Ms(25), Duplicate = Ratio.Percent(3), Corrupt = Ratio.Percent(1),
        };
        Ledger ledger = new();
        VirtualNetwork<int> network = new(Chain(wild), 1, ledger);
        for (int i = 0; i < Packets; i++)
            network.Down(0, B(100), Dscp.CS0, i, At(i * 10));
        ledger.Take(network, Instant.Never - TimeSpan.FromTicks(1));
        Delivery<int>[] firsts = [.. ledger.Deliveries.Where(each => !each.IsDuplicate)];
        Assert.Equal(Packets, firsts.Length);
        Estimate.MustBeShare(firsts.Count(each => each.At - each.SentAt == Ms(25)), Packets, 0.02, "held");
        Estimate.MustBeShare(ledger.Deliveries.Count - Packets, Packets, 0.03, "duplicates");
        Estimate.MustBeShare(firsts.Count(each => each.IsCorrupt), Packets, 0.01, "corrupt");
        Assert.All(firsts, each => Assert.True(each.At - each.SentAt == Ms(25) || each.At == each.SentAt));

        // Two that follow overtake one that is held, by ten and twenty milliseconds.
        int overtaken = firsts.Index().Count(each => each.Index > 0 && firsts[each.Index - 1].Load > each.Item.Load);
        Estimate.MustBeShare(overtaken, Packets, 0.02 * (1 - (0.02 * 0.02)), "overtaken");
    }

    [Fact]
    public void A_copy_meets_jitter_of_its_own()
    {
        LinkProfile twice = new() { Duplicate = Ratio.One, Jitter = new(JitterShape.Uniform, Ms(4)) };
        Ledger ledger = new();
        VirtualNetwork<int> network = new(Chain(twice), 1, ledger);
        for (int i = 0; i < 1_000; i++)
            network.Down(0, B(100), Dscp.CS0, i, At(i * 10));
        ledger.Take(network, At(100_000));
        double[] lags = [.. ledger.Deliveries.GroupBy(each => each.Load).Select(pair =>
        {
            Assert.Equal([false, true], pair.Select(each => each.IsDuplicate));
            return (pair.Last().At - pair.First().At).TotalMilliseconds;
        })];
        Assert.Equal(1_000, lags.Length);
        Assert.All(lags, lag => Assert.InRange(lag, 0, 4));
        Assert.Equal(2, lags.Average(), 4 * Math.Sqrt(16 / 12.0 / lags.Length));
    }

    private static void Send(
        VirtualNetwork<int> network, SeededRandom random, int hosts, int load, Instant at, List<(int Host, int Load)> sent)
    {
        int host = random.Next(hosts);
        ByteCount size = B(random.Next(40, 1_500));
        switch (random.Next(10))
        {
            case 0:
                network.Up(host, size, load, at);
                break;
            case 1:
                network.UpMessage(host, load, at);
                break;
            case 2:
                network.DownMessage(host, load, at);
                break;
            case 3 or 4:
                int[] group = [.. Enumerable.Range(0, hosts).Where(_ => random.Next(2) == 0)];
                network.DownToGroup(group, size, Markings[random.Next(5)], load, at);
                sent.AddRange(group.Select(member => (member, load)));
                return;
            default:
                network.Down(host, size, Markings[random.Next(5)], load, at);
                break;
        }

        sent.Add((host, load));
    }

    /// <summary>A link's bytes: what came is what got through and what was dropped, by the figures and by what the witness was
    /// told.</summary>
    private static void Balance(LinkFigures figures, Ledger ledger, int link)
    {
        // What a group loses at a link is told for each host, and counted once.
        Drop<int>[] drops = [.. ledger.Drops.Where(drop => drop.Link == link && !drop.IsUp && drop.Size > ByteCount.Zero)
            .DistinctBy(drop => drop.Load)];
        Assert.Equal(drops.Length, Enum.GetValues<DropCause>().Sum(figures.DropsOf));
        Assert.Equal(figures.Offered.Sum(), figures.Bytes + drops.Sum(drop => drop.Size.Bytes));
        long unsent = drops.Where(drop => drop.Cause == DropCause.QueueFull).Sum(drop => drop.Size.Bytes);
        Assert.InRange(figures.Used.Sum(), figures.Bytes, figures.Offered.Sum() - unsent);
    }

    private static NetworkPlan Anything(SeededRandom random)
    {
        LinkPlan[] links = new LinkPlan[random.Next(1, 8)];
        for (int i = 0; i < links.Length; i++)
        {
            LinkProfile profile = Any(random);
            LinkChange[] changes = [.. Enumerable.Range(1, random.Next(4)).Select(n => new LinkChange(
                Ms(n * 250), Any(random) with { Discipline = profile.Discipline, IsDown = random.Next(4) == 0 && n < 3 }))];
            links[i] = new($"link {i}", random.Next(i + 1) - 1, profile, changes);
        }

        return new(links, [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(links.Length + 1) - 1)], Start);
    }

    private static LinkProfile Any(SeededRandom random) => new()
    {
        Rate = random.Next(4) == 0 ? null : new(random.Next(500_000, 30_000_000)),
        Delay = new(random.Next(3) * random.Next(200_000)),
        Queue = B(random.Next(50_000)),
        Discipline = (QueueDiscipline)random.Next(3),
        Jitter = random.Next(2) == 0 ? null : new((JitterShape)random.Next(3), new(random.Next(100_000)), random.NextDouble() * 0.9),
        Loss = random.Next(3) switch
        {
            0 => null,
            1 => new LossProfile.Bernoulli(Ratio.Percent(random.Next(20))),
            _ => new LossProfile.Chain(GilbertElliott.Bursts(random.NextDouble() * 0.1, 4)),
        },
        Reorder = Ratio.Percent(random.Next(5)),
        Duplicate = Ratio.Percent(random.Next(5)),
        Corrupt = Ratio.Percent(random.Next(5)),
    };
}
