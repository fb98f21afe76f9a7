using System.Collections.Immutable;
using Streaming.Primitives.Chance;
using Streaming.Qos.Admission;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Admission;

public sealed class ShortfallPlanTests
{
    private static readonly int NarrowLink = Nets.Narrow[0];

    private readonly AdmissionController _controller = new(Nets.Tree, MachineLoad.Unlimited);
    private readonly List<Claim> _claims = [];

    private static FlowId Flow(int n) => new((UInt128)n);

    private void Stands(int flow, int priority, ImmutableArray<int> path, params int[] kbps)
    {
        Assert.IsType<AdmissionDecision.Admitted>(_controller.TryAdmit(Flow(flow), Nets.Load(path, kbps[0])));
        _claims.Add(new(Flow(flow), priority, new(flow), [.. kbps[1..].Select(rung => Nets.Load(path, rung))]));
    }

    private void Shrinks(int link, int kbps) => _controller.Change(link, BitRate.Kbps(kbps), Ratio.One, new(1_000_000));

    private static string Text(ShortfallPlan plan)
    {
        string given = string.Join(", ", plan.Concessions.Select(each => $"{each.Flow.Value}→{each.To?.ToString() ?? "end"}"));
        return plan.Suffices ? given : $"{given} …";
    }

    private string Plan() => Text(ShortfallPlan.For(_controller, _claims));

    [Fact]
    public void Nobody_gives_where_everything_fits()
    {
        Stands(1, 1, Nets.Narrow, 10_000, 1_000);

        Assert.Equal("", Plan());
    }

    [Fact]
    public void The_youngest_of_the_least_important_steps_down_no_further_than_it_must()
    {
        Stands(1, 5, Nets.Narrow, 3_000, 2_000, 1_000);
        Stands(2, 3, Nets.Narrow, 3_000, 2_000, 1_000);
        Stands(3, 3, Nets.Narrow, 3_000, 2_000, 1_000);
        Stands(4, 1, Nets.Wide, 3_000, 2_000, 1_000);

        Shrinks(NarrowLink, 8_500);
        Assert.Equal("3→0", Plan());
        Shrinks(NarrowLink, 7_500);
        Assert.Equal("3→1", Plan());
    }

    [Fact]
    public void One_who_can_give_it_all_spares_the_others()
    {
        Stands(1, 3, Nets.Narrow, 2_000, 1_000);
        Stands(2, 3, Nets.Narrow, 5_000, 1_500);
        Stands(3, 3, Nets.Narrow, 2_000, 1_000);

        Shrinks(NarrowLink, 6_000);
        Assert.Equal("2→0", Plan());
    }

    [Fact]
    public void Nobody_loses_the_picture_while_an_equal_could_still_do_with_a_worse_one()
    {
        Stands(1, 3, Nets.Narrow, 3_000, 1_500, 100);
        Stands(2, 3, Nets.Narrow, 3_000, 1_500, 100);
        Stands(3, 5, Nets.Narrow, 3_000, 1_500, 100);
        _claims[0] = _claims[0] with { Useful = 1 };
        _claims[1] = _claims[1] with { Useful = 1 };

        Shrinks(NarrowLink, 6_500);
        Assert.Equal("2→0, 1→0", Plan());
        Shrinks(NarrowLink, 5_000);
        Assert.Equal("2→1, 1→0", Plan());
    }

    [Fact]
    public void The_least_important_end_before_the_more_important_are_touched()
    {
        Stands(1, 9, Nets.Narrow, 4_000, 1_000);
        Stands(2, 1, Nets.Narrow, 4_000, 3_000);
        Stands(3, 1, Nets.Narrow, 2_000, 1_000);

        Shrinks(NarrowLink, 8_000);
        Assert.Equal("3→0, 2→0", Plan());

        // One that ends gives the other what it had given.
        Shrinks(NarrowLink, 6_000);
        Assert.Equal("2→end", Plan());
        Shrinks(NarrowLink, 4_000);
        Assert.Equal("3→end, 2→end", Plan());
        Shrinks(NarrowLink, 1_000);
        Assert.Equal("3→end, 2→end, 1→0", Plan());
        Shrinks(NarrowLink, 999);
        Assert.Equal("3→end, 2→end, 1→end", Plan());
    }

    [Fact]
    public void What_is_kept_for_others_cannot_be_given_by_those_who_may_be_touched()
    {
        Stands(1, 9, Nets.Narrow, 4_000);
        Stands(2, 1, Nets.Narrow, 1_000);
        _claims.RemoveAt(0);

        Shrinks(NarrowLink, 3_000);
        Assert.Equal("2→end …", Plan());
    }

    [Fact]
    public void A_shortage_of_the_machine_is_one_like_others()
    {
        Stands(1, 1, Nets.Narrow, 1_000);
        Stands(2, 2, Nets.Wide, 1_000);
        _controller.Change(Nets.Light);

        ShortfallPlan plan = ShortfallPlan.For(_controller, _claims);
        Assert.Equal(new Concession(Flow(1), null, Resource.Packets), Assert.Single(plan.Concessions));
        Assert.True(plan.Suffices);
    }

    [Fact]
    public void A_rung_that_would_take_more_of_anything_is_passed_over()
    {
        Stands(1, 1, Nets.Narrow, 5_000);
        _claims[0] = _claims[0] with
        {
            Ladder = [Nets.Load(Nets.Narrow, 6_000), Nets.Load(Nets.Narrow, 1_000, depth: 90_000), Nets.Load(Nets.Narrow, 2_000)],
        };

        Shrinks(NarrowLink, 4_000);
        Assert.Equal("1→2", Plan());
    }

    [Fact]
    public void A_more_important_request_is_given_room_by_less_important_flows_only()
    {
        Stands(1, 5, Nets.Narrow, 5_000, 1_000);
        Stands(2, 3, Nets.Narrow, 5_000, 1_000);

        string For(int kbps, int priority) => Text(ShortfallPlan.ForRequest(
            _controller, _claims, Flow(9), _controller.Measure(Nets.Load(Nets.Narrow, kbps), out _)!, priority));
        Assert.Equal("2→0", For(4_000, 5));
        Assert.Equal("2→end", For(5_000, 5));
        Assert.Equal(" …", For(5_001, 5));
        Assert.Equal("2→end, 1→0", For(5_001, 6));
        Assert.Equal(" …", For(1, 3));
    }

    [Fact]
    public void A_standing_flow_that_wants_more_counts_what_it_has()
    {
        Stands(1, 3, Nets.Narrow, 5_000, 4_000, 3_000);
        Stands(2, 5, Nets.Narrow, 5_000);

        ShortfallPlan plan = ShortfallPlan.ForRequest(
            _controller, _claims, Flow(2), _controller.Measure(Nets.Load(Nets.Narrow, 6_000), out _)!, 5);
        Assert.Equal("1→0", Text(plan));
    }

    [Theory, Seeds(300)]
    public void A_plan_fits_spares_the_more_important_and_touches_nobody_elsewhere(ulong seed)
    {
        SeededRandom random = new(seed);
        ImmutableArray<int>[] paths = [Nets.Wide, Nets.Narrow, Nets.Uplink];
        for (int i = 1; i <= 80; i++)
        {
            ImmutableArray<int> path = paths[random.Next(3)];
            int[] ladder = [.. Enumerable.Range(0, 1 + random.Next(5)).Select(_ => 50 + random.Next(3_000)).OrderDescending()];
            AdmissionRequest request = random.Next(6) == 0 ? Nets.BestEffort(path, ladder[0]) : Nets.Load(path, ladder[0]);
            if (_controller.TryAdmit(Flow(i), request) is AdmissionDecision.Admitted)
                _claims.Add(new(Flow(i), random.Next(4), new(random.Next(20)), [.. ladder[1..].Select(kbps => Nets.Load(path, kbps))]));
        }

        bool[] wasShort = new bool[3];
        for (int link = 0; link < 3; link++)
        {
            if (random.Next(2) == 0)
                Shrinks(link, random.Next((int)(_controller.UsageOf(link).Reserved.BitsPerSecond / 1_000) + 2));
            wasShort[link] = _controller.UsageOf(link).Overbooked > BitRate.Zero;
        }

        ShortfallPlan plan = ShortfallPlan.For(_controller, _claims);
        Dictionary<FlowId, Concession> given = plan.Concessions.ToDictionary(each => each.Flow);
        Assert.Equal(plan.Concessions, ShortfallPlan.For(_controller, [.. _claims.AsEnumerable().Reverse()]).Concessions);
        Assert.True(plan.Suffices);
        Assert.All(given.Values, each => Assert.True(wasShort[each.Because.Link!.Value]));
        foreach (Concession each in plan.Concessions)
        {
            Claim giver = _claims.Single(claim => claim.Flow == each.Flow);
            int link = each.Because.Link!.Value;
            Assert.Contains(link, _controller.Find(each.Flow)!.Path);
            Assert.All(
                _claims.Where(claim => claim.Priority < giver.Priority && Takes(claim.Flow, link)),
                claim => Assert.True(given.TryGetValue(claim.Flow, out Concession its) && its.To is null));
        }

        AssertNobodyGivesInVain(given);
        foreach (Concession each in plan.Concessions)
        {
            if (each.To is int rung)
                Assert.IsType<AdmissionDecision.Admitted>(_controller.Replace(each.Flow, Ladder(each.Flow)[rung]));
            else
                Assert.True(_controller.Release(each.Flow));
        }

        Assert.All([0, 1, 2], link => Assert.Equal(BitRate.Zero, _controller.UsageOf(link).Overbooked));
    }

    private bool Takes(FlowId flow, int link) =>
        _controller.Find(flow) is FlowDemand demand && demand.Path.Contains(link) && demand.Rate > BitRate.Zero;

    private IReadOnlyList<AdmissionRequest> Ladder(FlowId flow) => _claims.Single(claim => claim.Flow == flow).Ladder;

    /// <summary>Of the least important that were touched, none could have kept what it had.</summary>
    private void AssertNobodyGivesInVain(Dictionary<FlowId, Concession> given)
    {
        if (given.Count == 0)
            return;
        Dictionary<int, long> left = Enumerable.Range(0, 3).ToDictionary(link => link, link =>
            (_controller.UsageOf(link).Link.ReservableRate - _controller.UsageOf(link).Reserved).BitsPerSecond);
        foreach (Concession each in given.Values)
        {
            long kept = each.To is int rung ? Ladder(each.Flow)[rung].Traffic.Rate.BitsPerSecond : 0;
            foreach (int link in _controller.Find(each.Flow)!.Path)
                left[link] += _controller.Find(each.Flow)!.Rate.BitsPerSecond - kept;
        }

        int highest = _claims.Where(claim => given.ContainsKey(claim.Flow)).Max(claim => claim.Priority);
        foreach (Claim claim in _claims.Where(claim => claim.Priority == highest && given.ContainsKey(claim.Flow)))
        {
            FlowDemand had = _controller.Find(claim.Flow)!;
            long kept = given[claim.Flow].To is int rung ? claim.Ladder[rung].Traffic.Rate.BitsPerSecond : 0;
            Assert.Contains(had.Path, link => left[link] < had.Rate.BitsPerSecond - kept);
        }
    }
}
