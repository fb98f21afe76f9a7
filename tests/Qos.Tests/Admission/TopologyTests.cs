using System.Collections.Immutable;
using System.Net;
using Streaming.Primitives.Chance;
using Streaming.Qos.Admission;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Admission;

public sealed class TopologyTests
{
    [Theory]
    [InlineData("10.1.2.3", "wide uplink")]
    [InlineData("10.2.2.3", "narrow uplink")]
    [InlineData("10.3.2.3", "uplink")]
    [InlineData("::ffff:10.2.2.3", "narrow uplink")]
    [InlineData("2001:db8::1", "narrow uplink")]
    [InlineData("2001:db9::1", null)]
    [InlineData("11.0.0.1", null)]
    [InlineData("::1", null)]
    public void The_longest_prefix_leads_to_a_client_link_by_link(string client, string? expected)
    {
        bool found = Nets.Tree.TryFindPath(IPAddress.Parse(client), out ImmutableArray<int> path);

        Assert.Equal(expected is not null, found);
        Assert.Equal(expected ?? "", string.Join(' ', path.Select(link => Nets.Tree.Links[link].Name)));
    }

    [Fact]
    public void The_default_route_of_one_family_is_not_that_of_the_other()
    {
        Topology topology = Nets.Build([Nets.Link("a", 1, 100)], [new("::/0", "a")]);

        Assert.True(topology.TryFindPath(IPAddress.Parse("2001::1"), out _));
        Assert.False(topology.TryFindPath(IPAddress.Parse("10.0.0.1"), out _));
        Assert.False(topology.TryFindPath(IPAddress.Parse("::ffff:10.0.0.1"), out _));
    }

    [Fact]
    public void A_path_to_a_subnet_is_the_one_that_all_its_clients_share()
    {
        Assert.True(Subnet.TryParse("10.1.128.0/17", out Subnet inside, out _));
        Assert.True(Nets.Tree.TryFindPath(inside, out ImmutableArray<int> path));
        Assert.Equal(Nets.Wide, path);

        Assert.True(Subnet.TryParse("0.0.0.0/0", out Subnet everybody, out _));
        Assert.False(Nets.Tree.TryFindPath(everybody, out _));
    }

    [Theory]
    [InlineData("10.0.0.1/8", TopologyFault.HostBits)]
    [InlineData("2001:db8::1/32", TopologyFault.HostBits)]
    [InlineData("10.0.0.0", TopologyFault.Subnet)]
    [InlineData("10.0.0.0/33", TopologyFault.Subnet)]
    [InlineData("10.0.0.0/-1", TopologyFault.Subnet)]
    [InlineData("10.0.0.0/+8", TopologyFault.Subnet)]
    [InlineData("10.0.0.0/ 8", TopologyFault.Subnet)]
    [InlineData("10.0.0.0/99999999999", TopologyFault.Subnet)]
    [InlineData("10.0/8", TopologyFault.Subnet)]
    [InlineData("010.0.0.0/8", TopologyFault.Subnet)]
    [InlineData("0x0a.0.0.0/8", TopologyFault.Subnet)]
    [InlineData("::/129", TopologyFault.Subnet)]
    [InlineData("fe80::%1/64", TopologyFault.Subnet)]
    [InlineData("[::1]/128", TopologyFault.Subnet)]
    [InlineData("::ffff:10.0.0.0/90", TopologyFault.Subnet)]
    [InlineData("/8", TopologyFault.Subnet)]
    [InlineData("", TopologyFault.Subnet)]
    [InlineData("clients", TopologyFault.Subnet)]
    public void What_is_no_subnet_is_said_with_its_own_text(string text, TopologyFault expected)
    {
        Topology.TryBuild([Nets.Link("a", 1, 100)], [new(text, "a")], out _, out IReadOnlyList<TopologyError> errors);

        TopologyError error = Assert.Single(errors);
        Assert.Equal((expected, text), (error.Fault, error.Subject));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("::/0", "::/0")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.0/8")]
    [InlineData("192.0.2.7/32", "192.0.2.7/32")]
    public void A_subnet_is_written_as_it_is_read(string text, string canonical)
    {
        Assert.True(Subnet.TryParse(text, out Subnet subnet, out _));
        Assert.Equal(canonical, subnet.ToString());
    }

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        LinkSettings broken = new("broken", BitRate.Zero, Ratio.Percent(101), ByteCount.Zero, TimeSpan.FromTicks(-1), "nowhere");
        Topology.TryBuild(
            [broken, broken with { Rate = new(-1), Reservable = new(-1) }, broken with { Name = " ", Rate = new(long.MaxValue) }],
            [new("10.0.0.0/8", "nobody"), new("10.0.0.0/9", "broken"), new("10.0.0.0/9", "broken")],
            out Topology topology,
            out IReadOnlyList<TopologyError> errors);

        Assert.Same(Topology.Empty, topology);
        TopologyFault[] each = [TopologyFault.Rate, TopologyFault.Share, TopologyFault.Buffer, TopologyFault.Delay];
        Assert.Equal(
            [
                .. each, TopologyFault.Duplicate, .. each, TopologyFault.NoName, .. each,
                TopologyFault.UnknownLink, TopologyFault.UnknownLink, TopologyFault.UnknownLink,
                TopologyFault.UnknownLink, TopologyFault.Duplicate,
            ],
            errors.Select(error => error.Fault));
        Assert.All(errors, error => Assert.Contains(error.Fault == TopologyFault.NoName ? "link 3" : error.Subject, error.Text));
    }

    [Fact]
    public void A_circle_is_named_with_its_members_and_without_those_that_only_lead_into_it()
    {
        Topology.TryBuild(
            [
                Nets.Link("in", 1, 1, "a"), Nets.Link("a", 1, 1, "b"), Nets.Link("b", 1, 1, "c"), Nets.Link("c", 1, 1, "a"),
                Nets.Link("self", 1, 1, "self"),
            ],
            [],
            out _,
            out IReadOnlyList<TopologyError> errors);

        Assert.All(errors, error => Assert.Equal(TopologyFault.Cycle, error.Fault));
        Assert.Equal(2, errors.Count);
        Assert.Contains("'a' via 'b' via 'c' via 'a'", errors[0].Text);
        Assert.DoesNotContain("'in'", errors[0].Text);
        Assert.Contains("'self' via 'self'", errors[1].Text);
    }

    [Theory, Seeds(50)]
    public void A_lookup_finds_what_a_walk_over_all_routes_finds(ulong seed)
    {
        SeededRandom random = new(seed);
        LinkSettings[] links = [.. Enumerable.Range(0, 40).Select(i => Nets.Link($"{i}", 1, 1))];
        Dictionary<Subnet, int> routes = [];
        byte[] bytes = new byte[4];
        while (routes.Count < links.Length)
        {
            random.Fill(bytes);

            // Few prefixes, so that many lie in each other.
            (bytes[0], bytes[1]) = ((byte)(bytes[0] & 1), (byte)(bytes[1] & 3));
            routes.TryAdd(Subnet.Of(new(bytes)).Cut(random.Next(25)), routes.Count);
        }

        Topology topology = Nets.Build(links, [.. routes.Select(route => new RouteSettings($"{route.Key}", $"{route.Value}"))]);
        for (int i = 0; i < 200; i++)
        {
            random.Fill(bytes);
            (bytes[0], bytes[1]) = ((byte)(bytes[0] & 1), (byte)(bytes[1] & 3));
            IPAddress client = new(bytes);
            KeyValuePair<Subnet, int>[] covering =
                [.. routes.Where(route => route.Key.Contains(client)).OrderBy(route => route.Key.Length)];

            Assert.Equal(covering.Length > 0, topology.TryFindPath(client, out ImmutableArray<int> path));
            Assert.Equal(covering.Length > 0 ? [covering[^1].Value] : [], path);
        }
    }
}
