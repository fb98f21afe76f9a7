using System.Collections.Immutable;
using Streaming.Primitives.Chance;
using Streaming.Qos.Admission;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Admission;

public sealed class DeliveryTreeTests
{
    private static readonly FlowId Lane = new(1), Other = new(2);

    private readonly DeliveryTree<string> _tree = new();
    private readonly AdmissionController _links = new(Nets.Tree, MachineLoad.Unlimited);

    [Fact]
    public void A_link_is_held_once_however_many_are_behind_it()
    {
        for (int receiver = 0; receiver < 1_000; receiver++)
            _tree.Join($"{receiver}", Nets.Wide);

        Assert.Equal(1_000, _tree.Receivers.Count);
        Assert.Equal(Nets.Wide.Order(), _tree.Links);
    }

    [Fact]
    public void Who_leaves_gives_back_the_links_that_nobody_else_needs()
    {
        _tree.Join("a", Nets.Wide);
        _tree.Join("b", Nets.Narrow);
        Assert.Equal(3, _tree.Links.Length);

        Assert.True(_tree.Leave("a"));
        Assert.Equal(Nets.Narrow.Order(), _tree.Links);
        Assert.False(_tree.Leave("a"));
        Assert.True(_tree.Leave("b"));
        Assert.Empty(_tree.Links);
    }

    [Fact]
    public void Joining_again_by_another_path_gives_the_old_one_back()
    {
        _tree.Join("a", Nets.Wide);
        _tree.Join("a", Nets.Narrow);

        Assert.Single(_tree.Receivers);
        Assert.Equal(Nets.Narrow.Order(), _tree.Links);
        Assert.Equal(["a"], _tree.Behind(Nets.Narrow[0]));
        Assert.Empty(_tree.Behind(Nets.Wide[0]));
    }

    [Fact]
    public void A_receiver_that_nothing_is_configured_for_needs_no_link()
    {
        _tree.Join("a", []);

        Assert.Empty(_tree.Links);
        Assert.True(_tree.Contains("a"));
    }

    [Fact]
    public void A_join_is_asked_for_its_new_links_alone()
    {
        Join("a", Nets.Wide, 6_000);
        Assert.IsType<AdmissionDecision.Admitted>(_links.TryAdmit(Other, Nets.Load(Nets.Uplink, 194_000)));

        // The uplink is full; the lane passes over it already.
        Assert.IsType<AdmissionDecision.Admitted>(Join("b", Nets.Narrow, 6_000));
        Assert.Equal(BitRate.Kbps(6_000), _links.UsageOf(Nets.Narrow[0]).Reserved);
        Assert.Equal(BitRate.Kbps(200_000), _links.UsageOf(Nets.Uplink[0]).Reserved);
    }

    [Fact]
    public void A_join_that_does_not_fit_names_the_link_and_leaves_the_tree_as_it_was()
    {
        Join("a", Nets.Wide, 12_000);

        AdmissionDecision.Refused refused = Assert.IsType<AdmissionDecision.Refused>(Join("b", Nets.Narrow, 12_000));

        Assert.Equal("narrow", refused.Limit.Name);
        Assert.Equal((12_000_000, 10_000_000), (refused.Asked.Value, refused.Available.Value));
        Assert.Equal(Nets.Wide.Order(), _tree.Links);
        Assert.Equal(Nets.Wide.Order(), _links.Find(Lane)!.Path);
    }

    [Theory, Seeds(200)]
    public void Whoever_joins_and_leaves_the_links_are_the_union_of_their_paths(ulong seed)
    {
        SeededRandom dice = new(seed);
        Dictionary<string, ImmutableArray<int>> model = [];
        for (int step = 0; step < 300; step++)
        {
            string receiver = $"{dice.Next(24)}";
            if (dice.Next(3) == 0)
            {
                Assert.Equal(model.Remove(receiver), _tree.Leave(receiver));
            }
            else
            {
                ImmutableArray<int> path = [.. Enumerable.Range(0, dice.Next(6)).Select(_ => dice.Next(12))];
                ImmutableArray<int> expected = [.. model.Values.SelectMany(one => one).Union(path).Order()];
                if (!model.ContainsKey(receiver))
                    Assert.Equal(expected, _tree.With(path));
                _tree.Join(receiver, path);
                model[receiver] = path;
            }

            Assert.Equal(model.Values.SelectMany(one => one).Distinct().Order(), _tree.Links);
            Assert.Equal(model.Count, _tree.Receivers.Count);
            int link = dice.Next(12);
            Assert.Equal(model.Where(one => one.Value.Contains(link)).Select(one => one.Key).Order(), _tree.Behind(link).Order());
        }
    }

    [Theory, Seeds(200)]
    public void Lanes_of_many_receivers_hold_each_link_once_and_nothing_when_all_have_left(ulong seed)
    {
        SeededRandom dice = new(seed);
        DeliveryTree<int>[] lanes = [new(), new(), new()];
        ImmutableArray<int>[] paths = [Nets.Wide, Nets.Narrow, Nets.Uplink];
        int[] rates = [1_000, 3_000, 7_000];
        for (int step = 0; step < 200; step++)
        {
            int lane = dice.Next(3), receiver = dice.Next(9);
            AdmissionRequest request = Nets.Load(lanes[lane].With(paths[receiver % 3]), rates[lane]);
            if (lanes[lane].Leave(receiver))
                Put(lane, Nets.Load(lanes[lane].Links, rates[lane]), lanes[lane].Receivers.Count);
            else if (Decide(lane, request) is AdmissionDecision.Admitted)
                lanes[lane].Join(receiver, paths[receiver % 3]);

            foreach (Link link in Nets.Tree.Links)
            {
                long expected = Enumerable.Range(0, 3).Where(one => lanes[one].Links.Contains(link.Index)).Sum(one => rates[one]);
                Assert.Equal(BitRate.Kbps(expected), _links.UsageOf(link.Index).Reserved);
                Assert.True(_links.UsageOf(link.Index).Reserved <= link.ReservableRate);
            }
        }

        for (int lane = 0; lane < 3; lane++)
        {
            foreach (int receiver in Enumerable.Range(0, 9))
                lanes[lane].Leave(receiver);
            Put(lane, Nets.Load(lanes[lane].Links, rates[lane]), lanes[lane].Receivers.Count);
        }

        Assert.Equal(0, _links.Flows);
        Assert.All(Nets.Tree.Links, link => Assert.Equal(BitRate.Zero, _links.UsageOf(link.Index).Reserved));
    }

    [Theory]
    [InlineData("10.1.2.0/24", "uplink wide")]
    [InlineData("10.0.0.0/8", "narrow uplink wide")]
    [InlineData("0.0.0.0/0", "narrow uplink wide")]
    [InlineData("2001:db8::/32", "narrow uplink")]
    [InlineData("192.0.2.0/24", "")]
    public void All_links_that_lead_into_a_subnet_are_those_of_every_route_in_it(string subnet, string expected)
    {
        Assert.True(Subnet.TryParse(subnet, out Subnet clients, out _));

        Assert.Equal(expected, string.Join(' ', Nets.Tree.LinksTo(clients).Select(link => Nets.Tree.Links[link].Name).Order()));
    }

    private AdmissionDecision Join(string receiver, ImmutableArray<int> path, int kbps)
    {
        AdmissionRequest request = Nets.Load(_tree.With(path), kbps);
        AdmissionDecision decision = _tree.Receivers.Count == 0 ? _links.TryAdmit(Lane, request) : _links.Replace(Lane, request);
        if (decision is AdmissionDecision.Admitted)
            _tree.Join(receiver, path);
        return decision;
    }

    private AdmissionDecision Decide(int lane, AdmissionRequest request)
    {
        FlowId flow = new((ulong)lane + 1);
        return _links.Find(flow) is null ? _links.TryAdmit(flow, request) : _links.Replace(flow, request);
    }

    private void Put(int lane, AdmissionRequest request, int receivers)
    {
        FlowId flow = new((ulong)lane + 1);
        if (receivers == 0)
            _links.Release(flow);
        else
            Assert.IsType<AdmissionDecision.Admitted>(_links.Replace(flow, request));
    }
}
