using System.Collections.Immutable;
using Streaming.Primitives.Chance;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Benchmarks.Capacity;

/// <summary>A link that sessions of one film share: asked for promises until it refuses, then loaded with all of them.</summary>
/// <remarks>Its queue holds one second of it, first in, first out: what every way of allocating grants its receivers besides.</remarks>
internal static class SharedLink
{
    public static readonly BitRate Rate = BitRate.Mbps(1_000);

    public static readonly ByteCount Buffer = Rate * TimeSpan.FromSeconds(1);

    /// <summary>How many such sessions a controller admits.</summary>
    public static int Admits(TrafficSpec traffic)
    {
        LinkSettings link = new("link", Rate, Ratio.One, Buffer, TimeSpan.Zero);
        if (!Topology.TryBuild([link], [], out Topology topology, out _))
            throw new InvalidOperationException("one link is a topology");
        AdmissionController controller = new(topology, MachineLoad.Unlimited);
        AdmissionRequest request = new(ImmutableArray.Create(0), ServiceClass.ControlledLoad, traffic, MachineLoad.Zero);
        int sessions = 0;
        while (controller.TryAdmit(new((UInt128)(sessions + 1)), request) is AdmissionDecision.Admitted)
            sessions++;
        return sessions;
    }

    /// <summary>How many such sessions send, on average, what it carries: with more of them it must fail.</summary>
    public static int FilledBy(Allocation way)
    {
        ByteCount all = new(way.Departures.Sum(departure => departure.Size.Bytes));
        return (int)(Rate.BitsPerSecond / BitRate.Of(all, way.Departures[^1].At).BitsPerSecond);
    }

    /// <summary>Sends that many sessions over the link, each from a place of its own in the film, round and round, and counts the datagrams
    /// that come later than their receivers need them.</summary>
    public static long LatePackets(Allocation way, int sessions, ulong seed)
    {
        SeededRandom random = new(seed);
        TimeSpan length = way.Departures[^1].At + TimeSpan.FromMilliseconds(1);
        List<(long At, int Packet)> arrivals = new(sessions * way.Departures.Length);
        for (int session = 0; session < sessions; session++)
        {
            long phase = (long)(random.NextUInt64() % (ulong)length.Ticks);
            for (int packet = 0; packet < way.Departures.Length; packet++)
                arrivals.Add(((way.Departures[packet].At.Ticks + phase) % length.Ticks, packet));
        }

        arrivals.Sort();

        // Twice round: the second time finds the queue as a link that never rests has it.
        long free = 0, late = 0;
        for (int round = 0; round < 2; round++)
        {
            foreach ((long at, int packet) in arrivals)
            {
                Departure departure = way.Departures[packet];
                long begun = Math.Max(free, at + (round * length.Ticks));
                free = begun + (departure.Size.Bytes * 8 * TimeSpan.TicksPerSecond / Rate.BitsPerSecond);
                if (round == 1 && free - (at + (round * length.Ticks)) > (departure.Deadline - departure.At).Ticks)
                    late++;
            }
        }

        return late;
    }
}
