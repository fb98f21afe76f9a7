using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Benchmarks.Sending;

/// <summary>What sending costs and how punctual it is, beside what the kernel alone costs in the same minute on the same machine.</summary>
internal static class DeliveryBench
{
    private const int Destinations = 500;
    private const int Packets = 150_000;
    private const int Rounds = 3;

    /// <summary>Channels of one server, and as many clients beside them.</summary>
    private const int Groups = 50;

    public static Table Run()
    {
        Table table = new($"delivery: {Destinations} destinations on loopback, {Environment.ProcessorCount} processors");
        using SinkPorts sinks = new(Destinations);
        using (BenchFilm film = new(BitRate.Kbps(1_850), BitRate.Kbps(128), 60))
        {
            AddCosts(table, sinks, film);
            AddGroups(table, film);
            AddMemory(table, sinks, film);
            AddBurst(table, film);
        }

        AddLateness(table, sinks);
        return table;
    }

    /// <summary>The part in real time alone.</summary>
    public static Table RunLateness()
    {
        Table table = new($"lateness: {Destinations} destinations on loopback, {Environment.ProcessorCount} processors");
        using SinkPorts sinks = new(Destinations);
        AddLateness(table, sinks);
        return table;
    }

    private static void AddLateness(Table table, SinkPorts sinks)
    {
        using BenchFilm film = new(BitRate.Kbps(1_850), BitRate.Kbps(128), 30);
        AddLateness(table, sinks, film, 100, "2 Mb/s each");
        AddLateness(table, sinks, film, 1_000, "2 Mb/s each");
        using BenchFilm thin = new(BitRate.Kbps(350), BitRate.Kbps(48), 30);
        AddLateness(table, sinks, thin, 5_000, "0.4 Mb/s each");
    }

    /// <summary>Bare loops and the real path in turn, several times; the best of each, since whatever else runs only adds.</summary>
    private static void AddCosts(Table table, SinkPorts sinks, BenchFilm film)
    {
        using BenchFilm silent = new(BitRate.Mbps(2), BitRate.Zero, 60);
        PathCost best = PathCost.Measure(film, sinks, Destinations, Packets);
        PathCost picture = PathCost.Measure(silent, sinks, Destinations, Packets);
        using BareLoops bare = new(sinks, (int)best.Size);
        int[] groups = [1, 3, 8, 32];
        double single = double.MaxValue;
        double[] batched = [double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue];
        for (int round = 0; round < Rounds; round++)
        {
            single = Math.Min(single, bare.SendTo(Packets));
            for (int i = 0; i < groups.Length; i++)
                batched[i] = Math.Min(batched[i], bare.SendMessages(Packets, groups[i]));
            best = Cheaper(best, PathCost.Measure(film, sinks, Destinations, Packets));
            picture = Cheaper(picture, PathCost.Measure(silent, sinks, Destinations, Packets));
        }

        table.Add("packet size", best.Size, "B", note: "mean of the film, sound included");
        table.Add("sendto", single, "ns/packet");
        for (int i = 0; i < groups.Length; i++)
        {
            string name = groups[i] == 1 ? "sendmmsg" : $"sendmmsg + UDP_SEGMENT, {groups[i]} together";
            table.Add(name, batched[i], "ns/packet", note: $"{batched[i] / single:0.00} of sendto");
        }


        // A message costs its way through the kernel, and something for each packet in it; both follow from the loops above.
        double each = ((3 * batched[1]) - batched[0]) / 2, way = batched[0] - each;
        table.Add("delivery, film of 2 Mb/s", best.Nanoseconds, "ns/packet", note: Mix(best, each + (way / best.Together)));
        table.Add("delivery against sendto", best.Nanoseconds / single, "×", "≤ 0.6");
        table.Add("delivery, its picture alone", picture.Nanoseconds, "ns/packet", note: Mix(picture, each + (way / picture.Together)));
        table.Add("picture against sendto", picture.Nanoseconds / single, "×", "≤ 0.6");
        table.Add("packets per second on one core", 1e9 / best.Nanoseconds, "/s");
        table.Add("allocated", best.Allocated, "B/packet", "0");
    }

    /// <summary>The same film to so many groups of one receiver each, and to so many clients.</summary>
    private static void AddGroups(Table table, BenchFilm film)
    {
        using SinkPorts clients = new(Groups), groups = new(Groups, areGroups: true);
        PathCost client = PathCost.Measure(film, clients, Groups, Packets), group = PathCost.Measure(film, groups, Groups, Packets);
        for (int round = 1; round < Rounds; round++)
        {
            client = Cheaper(client, PathCost.Measure(film, clients, Groups, Packets));
            group = Cheaper(group, PathCost.Measure(film, groups, Groups, Packets));
        }

        table.Add("a group with one receiver", group.Nanoseconds, "ns/packet", note: $"{group.Together:0.00} together");
        table.Add("a group against a client", group.Nanoseconds / client.Nanoseconds, "×", note: $"{client.Nanoseconds:0} ns/packet");
    }

    private static string Mix(PathCost cost, double bare) => $"{cost.Together:0.00} together; bare messages of that mix {bare:0}";

    private static PathCost Cheaper(PathCost left, PathCost right) => left.Nanoseconds < right.Nanoseconds ? left : right;

    private static void AddMemory(Table table, SinkPorts sinks, BenchFilm film)
    {
        const int count = 5_000;
        using Delivery delivery = new(new DeliveryOptions { RtpPort = 0 });
        SendSession[] sessions = new SendSession[count];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long resident = Environment.WorkingSet;
        for (int i = 0; i < count; i++)
        {
            // Prepared far into the film, started, and stopped at once: all of a session's state, none of its packets.
            sessions[i] = film.NewSession(i, ProcessClock.Now, sinks);
            sessions[i].Prepare(MediaTime.FromSeconds(i % 8), null, ProcessClock.Now);
            delivery.Start(sessions[i], RealTime.NoEvents.Instance);
            delivery.StopAsync(sessions[i]).Wait();
        }

        double managed = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
        double grown = (Environment.WorkingSet - resident) / (double)count;
        table.Add("memory per session", managed / 1_000, "kB", "≤ 32", $"resident {grown / 1_000:0.0} kB; native per session: none");
        GC.KeepAlive(sessions);
    }

    private static void AddBurst(Table table, BenchFilm film)
    {
        using ArrivalTimes arrivals = new();
        List<long> times = arrivals.Record(film, TimeSpan.FromSeconds(4));
        int most = 0, first = 0;
        for (int i = 0; i < times.Count; i++)
        {
            while (times[i] - times[first] >= 1_000_000)
                first++;
            most = Math.Max(most, i - first + 1);
        }

        table.Add("most packets within 1 ms", most, "", "≤ 3", $"one session, 2 Mb/s, {times.Count} packets, kernel's arrival times");
    }

    private static void AddLateness(Table table, SinkPorts sinks, BenchFilm film, int sessions, string rate)
    {
        RealTime run = RealTime.Measure(film, sinks, sessions, TimeSpan.FromSeconds(4));
        double load = run.Processors / Environment.ProcessorCount;
        string state = load > 0.85 ? "the machine is saturated" : $"{100 * load:0} % of the machine used by this process";
        string name = $"{sessions:N0} sessions, {rate}";
        table.Add($"{name}: packets", run.PacketRate, "/s", note: state);
        table.Add($"{name}: lateness p50", run.Flow.LatenessMedian.TotalMilliseconds, "ms");
        table.Add($"{name}: lateness p99", run.Flow.Lateness99.TotalMilliseconds, "ms", "≤ 1 at half load");
        table.Add($"{name}: lateness max", run.Flow.LatenessWorst.TotalMilliseconds, "ms");
    }
}
