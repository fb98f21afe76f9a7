using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Emulation.Networks;
using Streaming.Qos.Policing;
using Streaming.Qos.Protection;
using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Benchmarks.Networks;

/// <summary>What it takes to carry packets through an emulated network: one link for all, one for each of a hundred hosts.</summary>
internal static class NetworkBench
{
    private const int Hosts = 100, Packets = 2_000_000, Rounds = 5;

    private static readonly ByteCount Size = new(1_344);

    private static readonly LinkProfile Shared = new()
    {
        Rate = BitRate.Mbps(1_000), Delay = TimeSpan.FromMilliseconds(1), Queue = new(4_000_000),
    };

    private static readonly LinkProfile Own = new() { Rate = BitRate.Mbps(30), Delay = TimeSpan.FromMilliseconds(10) };

    private static readonly LinkProfile Wild = Own with
    {
        Jitter = new(JitterShape.Exponential, TimeSpan.FromMilliseconds(4), 0.5),
        Loss = new LossProfile.Chain(GilbertElliott.Bursts(0.02, 5)),
        Reorder = Ratio.Percent(1),
        Duplicate = Ratio.Percent(1),
        Corrupt = Ratio.Percent(1),
    };

    public static Table Run()
    {
        Table table = new($"network: packets through two links in virtual time, {Hosts} hosts");
        Measure(table, "first come, first served", Shared, Own, "5,000,000");
        Measure(table, "slots, then first come", Shared with { Discipline = QueueDiscipline.Slots }, Own, "");
        Measure(table, "first come; jitter, bursts of loss, reordering, duplicates", Shared, Wild, "");
        Measure(table, "by importance, then first come", Shared with { Discipline = QueueDiscipline.Priority }, Own, "");
        return table;
    }

    private static void Measure(Table table, string name, LinkProfile shared, LinkProfile own, string goal)
    {
        double best = 0;
        long allocated = 0;
        for (int i = 0; i < Rounds; i++)
            best = Math.Max(best, Play(shared, own, out allocated));
        table.Add(name, best, "packets/s", goal, $"{allocated / (double)Packets:0.00} bytes allocated for each");
    }

    /// <summary>Packets a second of this thread's time; the network is 67 % full.</summary>
    private static double Play(LinkProfile shared, LinkProfile own, out long allocated)
    {
        List<LinkPlan> links = [new("shared", -1, shared, [])];
        for (int i = 0; i < Hosts; i++)
            links.Add(new($"own.{i}", 0, own, []) { Account = "own" });
        VirtualNetwork<int> network = new(new(links, [.. Enumerable.Range(1, Hosts)], new(0)), 1, new Nobody());
        Carry(network, new(0), Packets / 10, out Instant now);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan begin = Libc.ThreadTime();
        Carry(network, now, Packets, out _);
        TimeSpan took = Libc.ThreadTime() - begin;
        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return Packets / took.TotalSeconds;
    }

    private static void Carry(VirtualNetwork<int> network, Instant from, int packets, out Instant now)
    {
        now = from;
        for (int i = 0; i < packets; i++)
        {
            now += new TimeSpan(160);
            while (network.TryTake(now, out _))
            {
            }

            network.Down(i % Hosts, Size, i % 7 == 0 ? Dscp.EF : Dscp.AF41, i, now);
        }
    }

    private sealed class Nobody : INetworkWitness<int>
    {
        public void Dropped(in Drop<int> drop)
        {
        }

        public void Copied(int load)
        {
        }
    }
}
