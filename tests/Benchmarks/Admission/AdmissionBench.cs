using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Reservation;

namespace Streaming.Benchmarks.Admission;

/// <summary>What one decision takes on a path of three links, among few and among many who stand: the controller alone, and the ledger with
/// its leases and its calendar.</summary>
internal static class AdmissionBench
{
    private const int Calls = 20_000;
    private const int Rounds = 7;

    private static readonly Topology Links = Build();

    private static readonly ImmutableArray<int> Path = PathTo("10.0.0.1");

    private static readonly MachineLoad Load = new(new(250), new(64_000), BitRate.Mbps(2));

    public static Table Run()
    {
        // Once for nothing, so that everything is compiled for speed.
        AddController(new(""), 10);
        AddLedger(new(""), 10, bookings: 10);
        Table table = new("admission: one decision on a path of three links");
        foreach (int standing in new[] { 10, 1_000, 10_000 })
            AddController(table, standing);
        foreach (int standing in new[] { 10, 1_000, 10_000 })
            AddLedger(table, standing, bookings: 0);
        AddLedger(table, 10_000, bookings: 1_000);
        AddShortfall(table);
        return table;
    }

    private static void AddController(Table table, int standing)
    {
        AdmissionController controller = new(Links, MachineLoad.Unlimited);
        for (int i = 0; i < standing; i++)
            Must(controller.TryAdmit(new((UInt128)i), Request(ServiceClass.ControlledLoad, 2_000)));
        AdmissionRequest small = Request(ServiceClass.ControlledLoad, 2_000), other = Request(ServiceClass.ControlledLoad, 1_000);
        AdmissionRequest guaranteed = Request(ServiceClass.Guaranteed, 2_000), large = Request(ServiceClass.ControlledLoad, 100_000_000);
        FlowId flow = new(UInt128.MaxValue);
        string among = $"among {standing:N0}";
        Add(table, $"admit and release, {among}", _ => (Must(controller.TryAdmit(flow, small)), controller.Release(flow)));
        Add(table, $"admit guaranteed and release, {among}", _ => (Must(controller.TryAdmit(flow, guaranteed)), controller.Release(flow)));
        Add(table, $"refuse, {among}", _ => controller.TryAdmit(flow, large));
        Add(table, $"replace, {among}", i => Must(controller.Replace(new((UInt128)(i % standing)), i % 2 == 0 ? other : small)));
    }

    private static void AddLedger(Table table, int standing, int bookings)
    {
        ReservationLedger ledger = new(Links, MachineLoad.Unlimited, TimeSpan.FromSeconds(60));
        Instant now = default;
        for (int i = 0; i < bookings; i++)
        {
            Instant from = Instant.FromSeconds(100 + (i * 10));
            Must(ledger.Book(
                new((UInt128.MaxValue / 2) + (UInt128)i),
                Request(ServiceClass.ControlledLoad, 2_000),
                from,
                from + TimeSpan.FromHours(1),
                now));
        }

        for (int i = 0; i < standing; i++)
            Must(ledger.Reserve(new((UInt128)i), Lasting(i, 2_000), now));
        while (ledger.TryTake(out _))
        {
        }

        FlowId flow = new(UInt128.MaxValue);
        string among = $"among {standing:N0}" + (bookings > 0 ? $" and {bookings:N0} bookings" : "");
        Add(table, $"ledger: grant and release, {among}", i =>
        {
            Must(ledger.Reserve(flow, Lasting(i, 2_000), now));
            bool released = ledger.Release(flow, now);
            ledger.TryTake(out _);
            return (released, ledger.TryTake(out _));
        });
        Add(table, $"ledger: refuse, {among}", i => ledger.Reserve(flow, Lasting(i, 100_000_000), now));
        Add(table, $"ledger: change, {among}", i =>
        {
            Must(ledger.Reserve(new((UInt128)(i % standing)), Lasting(i, 1_000 + (i % 2 * 1_000)), now));
            return ledger.TryTake(out _);
        });
        Add(table, $"ledger: refresh, {among}", i => ledger.Refresh(new((UInt128)(i % standing)), now));
    }

    /// <summary>A link loses half of what it carries, and everybody on it may have to give.</summary>
    private static void AddShortfall(Table table)
    {
        const int standing = 10_000;
        AdmissionController controller = new(Links, MachineLoad.Unlimited);
        List<Claim> claims = [];
        for (int i = 0; i < standing; i++)
        {
            Must(controller.TryAdmit(new((UInt128)i), Request(ServiceClass.ControlledLoad, 2_000)));
            AdmissionRequest[] ladder = [Request(ServiceClass.ControlledLoad, 1_500), Request(ServiceClass.ControlledLoad, 500)];
            claims.Add(new(new((UInt128)i), i % 10, new(i), ladder));
        }

        controller.Change(Path[0], BitRate.Mbps(10_000), Ratio.One, new(long.MaxValue / 2));
        table.Add("who gives way, among 10,000", Stopwatches.Median(() => ShortfallPlan.For(controller, claims)), "ms");
    }

    private static void Add<T>(Table table, string name, Func<int, T> call)
    {
        double[] times = new double[Rounds];
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Calls; i++)
                call(i);
            times[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        Array.Sort(times);
        table.Add(name, times[Rounds / 2], "µs", "20", $"{allocated / Calls} bytes allocated");
    }

    private static AdmissionRequest Request(ServiceClass promise, int kbps)
    {
        BitRate rate = BitRate.Kbps(Math.Min(kbps, 900_000_000));
        BitRate peak = new(Math.Min(4 * rate.BitsPerSecond, TrafficSpec.MostRate.BitsPerSecond));
        return new(Path, promise, new(rate, new(20_000), peak, new(60), new(1_448)), Load, TimeSpan.FromMilliseconds(50));
    }

    private static ReservationRequest Lasting(int i, int kbps) =>
        new(Request(ServiceClass.ControlledLoad, kbps), TimeSpan.FromSeconds(60 + (i * 7_919 % 7_200)) + new TimeSpan(i));

    private static bool Must(AdmissionDecision decision) => decision is AdmissionDecision.Admitted
        ? true
        : throw new InvalidOperationException($"not admitted: {decision}");

    private static Topology Build()
    {
        LinkSettings link = new(
            "access", BitRate.Mbps(50_000), Ratio.Percent(90), new(long.MaxValue / 2), TimeSpan.FromMilliseconds(1), "city");
        return Topology.TryBuild(
            [link, link with { Name = "city", Via = "uplink" }, link with { Name = "uplink", Via = null }],
            [new("10.0.0.0/8", "access")],
            out Topology topology,
            out IReadOnlyList<TopologyError> errors)
            ? topology
            : throw new InvalidOperationException(string.Join('\n', errors));
    }

    private static ImmutableArray<int> PathTo(string client) =>
        Links.TryFindPath(IPAddress.Parse(client), out ImmutableArray<int> path) ? path : throw new InvalidOperationException(client);
}
