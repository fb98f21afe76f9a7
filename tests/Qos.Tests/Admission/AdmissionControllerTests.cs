using System.Collections.Immutable;
using Streaming.Primitives.Chance;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Admission;

public sealed class AdmissionControllerTests
{
    private readonly AdmissionController _controller = new(Nets.Tree, new(new(10_000), new(100_000), BitRate.Mbps(10)));

    private static FlowId Flow(int n) => new((UInt128)n);

    [Fact]
    public void What_is_admitted_is_reserved_on_every_link_of_the_path_and_on_the_machine()
    {
        Assert.IsType<AdmissionDecision.Admitted>(_controller.TryAdmit(Flow(1), Nets.Load(Nets.Narrow, 4_000)));
        Assert.IsType<AdmissionDecision.Admitted>(_controller.TryAdmit(Flow(2), Nets.BestEffort(Nets.Narrow, 50_000)));

        LinkUsage narrow = _controller.UsageOf(Nets.Narrow[0]), uplink = _controller.UsageOf(Nets.Narrow[1]);
        Assert.Equal(BitRate.Mbps(4), narrow.ControlledLoad);
        Assert.Equal(BitRate.Mbps(6), narrow.Free);
        Assert.Equal(new ByteCount(10_000), uplink.Depth);
        Assert.Equal((1, 1), (uplink.ControlledLoadFlows, uplink.BestEffortFlows));
        Assert.Equal(BitRate.Zero, _controller.UsageOf(Nets.Wide[0]).Reserved);
        Assert.Equal(Nets.Light + Nets.Light, _controller.MachineReserved);
    }

    [Fact]
    public void A_refusal_names_the_link_that_is_short_and_leaves_the_others_as_they_were()
    {
        _controller.TryAdmit(Flow(1), Nets.Load(Nets.Narrow, 9_000));

        var refused = Assert.IsType<AdmissionDecision.Refused>(_controller.TryAdmit(Flow(2), Nets.Load(Nets.Narrow, 1_001)));

        Assert.Equal(("narrow", ResourceKind.Rate), (refused.Limit.Name, refused.Limit.Kind));
        Assert.Equal((1_001_000, 1_000_000), (refused.Asked.Value, refused.Available.Value));
        Assert.Equal("narrow has 1 Mb/s free, 1.001 Mb/s was asked for", refused.ToString());
        Assert.Equal(BitRate.Mbps(9), _controller.UsageOf(Nets.Narrow[1]).Reserved);
        Assert.Equal(1, _controller.Flows);
        Assert.IsType<AdmissionDecision.Admitted>(_controller.TryAdmit(Flow(2), Nets.Load(Nets.Narrow, 1_000)));
    }

    [Fact]
    public void Only_the_reservable_share_is_promised()
    {
        var refused = Assert.IsType<AdmissionDecision.Refused>(_controller.TryAdmit(Flow(1), Nets.Load(Nets.Wide, 50_001)));

        Assert.Equal(("wide", 50_000_000), (refused.Limit.Name, refused.Available.Value));
    }

    [Fact]
    public void The_bursts_of_all_flows_fit_into_the_buffer()
    {
        _controller.TryAdmit(Flow(1), Nets.Load(Nets.Wide, 1, depth: 600_000));

        var refused = Assert.IsType<AdmissionDecision.Refused>(_controller.TryAdmit(Flow(2), Nets.Load(Nets.Narrow, 1, depth: 400_001)));

        Assert.Equal(("uplink", ResourceKind.Buffer), (refused.Limit.Name, refused.Limit.Kind));
        Assert.Equal((400_001, 400_000), (refused.Asked.Value, refused.Available.Value));
    }

    [Fact]
    public void Each_limit_of_the_machine_is_named()
    {
        AdmissionRequest request = Nets.BestEffort([], 1);
        foreach ((MachineLoad load, string name) in new[]
        {
            (new MachineLoad(new(10_001), default, default), "packets"),
            (new MachineLoad(default, new(100_001), default), "memory"),
            (new MachineLoad(default, default, BitRate.Mbps(11)), "disk"),
        })
        {
            var refused = Assert.IsType<AdmissionDecision.Refused>(_controller.TryAdmit(Flow(1), request with { Load = load }));
            Assert.Equal(name, refused.Limit.Name);
        }

        Assert.Equal(MachineLoad.Zero, _controller.MachineReserved);
    }

    [Fact]
    public void A_guaranteed_flow_is_given_the_rate_that_its_delay_takes()
    {
        var loose = Assert.IsType<AdmissionDecision.Admitted>(_controller.TryAdmit(Flow(1), Nets.Guaranteed(Nets.Narrow, 1_000, 500)));
        var tight = Assert.IsType<AdmissionDecision.Admitted>(_controller.TryAdmit(Flow(2), Nets.Guaranteed(Nets.Narrow, 1_000, 30)));

        Assert.Equal(BitRate.Mbps(1), loose.Reserved);
        Assert.True(tight.Reserved > BitRate.Mbps(2));
        Assert.True(tight.DelayBound <= TimeSpan.FromMilliseconds(30));
        Assert.Equal(loose.Reserved + tight.Reserved, _controller.UsageOf(Nets.Narrow[0]).Guaranteed);

        var impossible = Assert.IsType<AdmissionDecision.Refused>(_controller.TryAdmit(Flow(3), Nets.Guaranteed(Nets.Narrow, 1_000, 2)));
        Assert.Equal(("delay", 20_000), (impossible.Limit.Name, impossible.Asked.Value));
        Assert.True(impossible.Available.Value > 20_000);
    }

    [Fact]
    public void A_standing_flow_is_changed_within_what_the_others_leave_or_not_at_all()
    {
        _controller.TryAdmit(Flow(1), Nets.Load(Nets.Narrow, 4_000));
        _controller.TryAdmit(Flow(2), Nets.Load(Nets.Narrow, 4_000));

        Assert.IsType<AdmissionDecision.Refused>(_controller.Replace(Flow(1), Nets.Load(Nets.Narrow, 6_001)));
        Assert.Equal(BitRate.Mbps(8), _controller.UsageOf(Nets.Narrow[0]).Reserved);
        Assert.IsType<AdmissionDecision.Admitted>(_controller.Ask(Flow(1), Nets.Load(Nets.Narrow, 6_000)));
        Assert.Equal(BitRate.Mbps(8), _controller.UsageOf(Nets.Narrow[0]).Reserved);
        Assert.IsType<AdmissionDecision.Admitted>(_controller.Replace(Flow(1), Nets.Load(Nets.Narrow, 6_000)));
        Assert.Equal(BitRate.Mbps(10), _controller.UsageOf(Nets.Narrow[0]).Reserved);
        Assert.Equal(2, _controller.Flows);
    }

    [Fact]
    public void A_link_that_shrank_keeps_its_promises_reports_them_and_lets_flows_step_down_only()
    {
        _controller.TryAdmit(Flow(1), Nets.Load(Nets.Narrow, 6_000));
        _controller.TryAdmit(Flow(2), Nets.Load(Nets.Narrow, 4_000));
        _controller.Change(Nets.Narrow[0], BitRate.Mbps(3), Ratio.One, new(5_000));

        LinkUsage usage = _controller.UsageOf(Nets.Narrow[0]);
        Assert.Equal((BitRate.Mbps(7), BitRate.Zero, new ByteCount(15_000)), (usage.Overbooked, usage.Free, usage.OverbookedDepth));
        var refused = Assert.IsType<AdmissionDecision.Refused>(_controller.TryAdmit(Flow(3), Nets.Load(Nets.Narrow, 1)));
        Assert.Equal(0, refused.Available.Value);
        Assert.IsType<AdmissionDecision.Refused>(_controller.Replace(Flow(1), Nets.Load(Nets.Narrow, 6_001)));
        Assert.IsType<AdmissionDecision.Admitted>(_controller.Replace(Flow(1), Nets.Load(Nets.Narrow, 5_000)));
        Assert.Equal(BitRate.Mbps(6), _controller.UsageOf(Nets.Narrow[0]).Overbooked);

        // A link that is down carries nothing, and says so without dividing by it.
        _controller.Change(Nets.Narrow[0], BitRate.Zero, Ratio.One, ByteCount.Zero);
        Assert.IsType<AdmissionDecision.Refused>(_controller.TryAdmit(Flow(4), Nets.Guaranteed(Nets.Narrow, 1, 100)));
        Assert.True(_controller.Release(Flow(1)) && _controller.Release(Flow(2)) && !_controller.Release(Flow(2)));
        Assert.Equal(BitRate.Zero, _controller.UsageOf(Nets.Narrow[0]).Reserved);
    }

    public static TheoryData<TrafficSpec, MachineLoad, long?, string> Absurd()
    {
        TrafficSpec good = Nets.Traffic(BitRate.Mbps(1));
        return new()
        {
            { good with { Rate = default }, default, null, "r" },
            { good with { Rate = new(-1) }, default, null, "r" },
            { good with { Rate = new(long.MaxValue), Peak = new(long.MaxValue) }, default, null, "r" },
            { good with { Peak = new(999_999) }, default, null, "p" },
            { good with { Peak = new(long.MaxValue) }, default, null, "p" },
            { good with { Depth = new(1_447) }, default, null, "b" },
            { good with { Depth = new(long.MaxValue) }, default, null, "b" },
            { good with { MaxPacket = new(0) }, default, null, "M" },
            { good with { MaxPacket = new(65_576), Depth = new(100_000) }, default, null, "M" },
            { good with { MinUnit = new(0) }, default, null, "m" },
            { good with { MinUnit = new(1_449) }, default, null, "m" },
            { good, default, 0, "delay" },
            { good, default, -1, "delay" },
            { good, default, long.MaxValue, "delay" },
            { good, new(new(-1), default, default), null, "load" },
            { good, new(default, new(long.MaxValue), default), null, "load" },
            { good, new(default, default, new(long.MinValue)), null, "load" },
        };
    }

    [Theory, MemberData(nameof(Absurd))]
    public void What_no_flow_can_be_like_is_named_by_its_term(TrafficSpec traffic, MachineLoad load, long? delay, string term)
    {
        foreach (ServiceClass each in Enum.GetValues<ServiceClass>())
        {
            AdmissionRequest request = new(Nets.Narrow, each, traffic, load, delay is long ticks ? new TimeSpan(ticks) : null);
            Assert.Equal(term, Assert.IsType<AdmissionDecision.Malformed>(_controller.TryAdmit(Flow(1), request)).Term);
        }

        Assert.Equal(0, _controller.Flows);
    }

    [Theory, Seeds(40)]
    public void Sums_are_those_of_a_recount_and_never_more_than_there_is(ulong seed)
    {
        SeededRandom random = new(seed);
        ImmutableArray<int>[] paths = [Nets.Wide, Nets.Narrow, Nets.Uplink];
        HashSet<FlowId> standing = [];
        for (int i = 0; i < 1_000; i++)
        {
            FlowId flow = Flow(random.Next(60));
            ImmutableArray<int> path = paths[random.Next(3)];
            int kbps = 1 + random.Next(8_000);
            AdmissionRequest request = random.Next(3) switch
            {
                0 => Nets.Guaranteed(path, kbps, 5 + random.Next(200)),
                1 => Nets.Load(path, kbps, 1_448 + random.Next(60_000)),
                _ => Nets.BestEffort(path, kbps),
            };
            if (random.Next(3) == 0)
                Assert.Equal(standing.Remove(flow), _controller.Release(flow));
            else if (standing.Contains(flow))
                _controller.Replace(flow, request);
            else if (_controller.TryAdmit(flow, request) is AdmissionDecision.Admitted)
                standing.Add(flow);

            FlowDemand[] held = [.. standing.Select(each => _controller.Find(each)!)];
            Assert.Equal(held.Length, _controller.Flows);
            for (int link = 0; link < 3; link++)
            {
                LinkUsage usage = _controller.UsageOf(link);
                FlowDemand[] here = [.. held.Where(each => each.Path.Contains(link))];
                Assert.Equal(here.Sum(each => each.Rate.BitsPerSecond), usage.Reserved.BitsPerSecond);
                Assert.Equal(here.Sum(each => each.Depth.Bytes), usage.Depth.Bytes);
                Assert.True(usage.Reserved <= usage.Link.ReservableRate && usage.Depth <= usage.Link.Buffer);
            }

            Assert.Equal(held.Aggregate(MachineLoad.Zero, (sum, each) => sum + each.Load), _controller.MachineReserved);
        }

        foreach (FlowId flow in standing)
            _controller.Release(flow);
        Assert.All([0, 1, 2], link => Assert.Equal(
            new LinkUsage
            {
                Link = Nets.Tree.Links[link], Guaranteed = default, ControlledLoad = default, Booked = default, Depth = default,
                GuaranteedFlows = 0, ControlledLoadFlows = 0, BestEffortFlows = 0,
            },
            _controller.UsageOf(link)));
    }
}
