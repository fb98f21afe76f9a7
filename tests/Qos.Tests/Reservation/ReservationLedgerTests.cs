using System.Collections.Immutable;
using Streaming.Primitives.Chance;
using Streaming.Qos.Admission;
using Streaming.Qos.Reservation;
using Streaming.Qos.Tests.Admission;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Reservation;

public sealed class ReservationLedgerTests : LedgerContract
{
    private protected override IReservationLedger Make(Topology topology, MachineLoad limits, TimeSpan lease) =>
        new ReservationLedger(topology, limits, lease);

    [Theory, Seeds(3)]
    public void A_hundred_thousand_sessions_that_come_change_and_vanish_leave_exactly_nothing(ulong seed)
    {
        SeededRandom random = new(seed);
        IReservationLedger ledger = Make(Nets.Tree, MachineLoad.Unlimited, Lease);
        ImmutableArray<int>[] paths = [Nets.Wide, Nets.Narrow, Nets.Uplink];
        Dictionary<FlowId, (Instant Deadline, FlowDemand Demand)> standing = [];
        Instant now = new(0);
        int come = 0, expired = 0;
        for (int step = 0; come < 33_334; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(400));
            foreach ((FlowId gone, _) in standing.Where(each => each.Value.Deadline <= now).ToList())
            {
                standing.Remove(gone);
                expired++;
            }

            FlowId some = new((UInt128)(come - random.Next(200)));
            switch (random.Next(6))
            {
                case 0:
                    Assert.Equal(standing.Remove(some), ledger.Release(some, now));
                    break;
                case 1:
                    Assert.Equal(standing.ContainsKey(some), ledger.Refresh(some, now));
                    if (standing.TryGetValue(some, out (Instant, FlowDemand Demand) held))
                        standing[some] = (now + Lease, held.Demand);
                    break;
                case 2 when standing.ContainsKey(some):
                    Reserve(some);
                    break;
                default:
                    Reserve(new((UInt128)(++come)));
                    break;
            }

            if (step % 64 == 0)
                Recount();
        }

        Assert.True(expired > 1_000);
        ledger.Advance(now + Lease);
        standing.Clear();
        Recount();
        Assert.Equal((0, Instant.Never), (ledger.Leases, ledger.Next));
        foreach (ImmutableArray<int> path in paths)
        {
            // The calendar is empty as well: everything that may be promised can be booked, for ever.
            BitRate all = BitRate.Mbps(path == Nets.Wide ? 50 : path == Nets.Narrow ? 10 : 200);
            AdmissionRequest request = new(path, default, Nets.Traffic(all, 1_000_000), MachineLoad.Zero);
            FlowId booking = new(UInt128.MaxValue);
            Assert.IsType<AdmissionDecision.Admitted>(ledger.Book(
                booking, request with { Class = Qos.FlowSpecs.ServiceClass.ControlledLoad }, now + Lease, Instant.Never, now + Lease));
            Assert.True(ledger.CancelBooking(booking, now + Lease));
        }

        void Reserve(FlowId flow)
        {
            ImmutableArray<int> path = paths[random.Next(3)];
            int kbps = 1 + random.Next(4_000);
            AdmissionRequest request = random.Next(4) switch
            {
                0 => Nets.Guaranteed(path, kbps, 10 + random.Next(300)),
                1 => Nets.BestEffort(path, kbps),
                _ => Nets.Load(path, kbps),
            };
            TimeSpan? lasts = random.Next(3) == 0 ? null : TimeSpan.FromSeconds(random.Next(600));
            if (ledger.Reserve(flow, new(request, lasts), now) is AdmissionDecision.Admitted)
                standing[flow] = (now + Lease, ledger.Find(flow)!);
        }

        void Recount()
        {
            ledger.Advance(now);
            Assert.Equal(standing.Count, ledger.Leases);
            for (int link = 0; link < 3; link++)
            {
                FlowDemand[] here = [.. standing.Values.Select(each => each.Demand).Where(each => each.Path.Contains(link))];
                LinkUsage usage = ledger.UsageOf(link);
                Assert.Equal(here.Sum(each => each.Rate.BitsPerSecond), usage.Reserved.BitsPerSecond);
                Assert.Equal(here.Sum(each => each.Depth.Bytes), usage.Depth.Bytes);
                Assert.Equal(here.Length, usage.GuaranteedFlows + usage.ControlledLoadFlows + usage.BestEffortFlows);
                Assert.True(usage.Reserved <= usage.Link.ReservableRate && usage.Depth <= usage.Link.Buffer);
            }

            Assert.Equal(
                standing.Values.Aggregate(MachineLoad.Zero, (sum, each) => sum + each.Demand.Load), ledger.MachineReserved);
        }
    }

    [Theory, Seeds(60)]
    public void Sessions_that_end_when_they_said_and_bookings_never_exceed_a_link_at_any_time(ulong seed)
    {
        SeededRandom random = new(seed);
        IReservationLedger ledger = Make(Nets.Tree, MachineLoad.Unlimited, TimeSpan.FromTicks(1));
        ImmutableArray<int>[] paths = [Nets.Wide, Nets.Narrow, Nets.Uplink];
        List<(FlowDemand Demand, long From, long To)> promised = [];
        for (int i = 1; i <= 150; i++)
        {
            ImmutableArray<int> path = paths[random.Next(3)];
            AdmissionRequest request = Nets.Load(path, 1 + random.Next(8_000), 1_448 + random.Next(100_000));
            FlowDemand demand = ledger.Measure(request, out _)!;
            long from = random.Next(3) == 0 ? 0 : random.Next(80), to = from + 1 + random.Next(60);
            AdmissionDecision decision = from == 0
                ? ledger.Reserve(new((UInt128)i), new(request, new TimeSpan(to)), new(0))
                : ledger.Book(new((UInt128)i), request, new(from), new(to), new(0));

            // Admitted exactly where a naive count over every tick has room for it.
            bool fits = demand.Path.All(link => Range(from, to).All(tick => Fits(link, tick, demand)));
            Assert.Equal(fits, decision is AdmissionDecision.Admitted);
            if (fits)
                promised.Add((demand, from, to));
        }

        IEnumerable<long> Range(long from, long to) => Enumerable.Range((int)from, (int)(to - from)).Select(tick => (long)tick);

        bool Fits(int link, long tick, FlowDemand more)
        {
            FlowDemand[] then = [more, .. promised.Where(each => each.From <= tick && each.To > tick).Select(each => each.Demand)];
            FlowDemand[] here = [.. then.Where(each => each.Path.Contains(link))];
            Link limits = Nets.Tree.Links[link];
            return here.Sum(each => each.Rate.BitsPerSecond) <= limits.ReservableRate.BitsPerSecond
                && here.Sum(each => each.Depth.Bytes) <= limits.Buffer.Bytes;
        }
    }
}
