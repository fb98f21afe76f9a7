using System.Collections.Immutable;
using System.Net;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Tests.Admission;

/// <summary>Links and requests that tests speak of.</summary>
internal static class Nets
{
    /// <summary>Two access links, one wide and one narrow, behind one uplink: half of 100 Mb/s, all of 10 Mb/s, all of 200 Mb/s.</summary>
    public static readonly Topology Tree = Build(
        [
            Link("wide", 100, 50, "uplink"),
            Link("narrow", 10, 100, "uplink"),
            Link("uplink", 200, 100),
        ],
        [new("10.1.0.0/16", "wide"), new("10.2.0.0/16", "narrow"), new("10.0.0.0/8", "uplink"), new("2001:db8::/32", "narrow")]);

    public static readonly ImmutableArray<int> Wide = PathTo("10.1.0.1"), Narrow = PathTo("10.2.0.1"), Uplink = PathTo("10.3.0.1");

    public static readonly MachineLoad Light = new(new(100), new(1_000), BitRate.Kbps(100));

    public static LinkSettings Link(string name, int mbps, int percent, string? via = null) =>
        new(name, BitRate.Mbps(mbps), Ratio.Percent(percent), new(1_000_000), TimeSpan.FromMilliseconds(1), via);

    public static Topology Build(IReadOnlyList<LinkSettings> links, IReadOnlyList<RouteSettings> routes)
    {
        Assert.True(
            Topology.TryBuild(links, routes, out Topology topology, out IReadOnlyList<TopologyError> errors), string.Join('\n', errors));
        return topology;
    }

    public static ImmutableArray<int> PathTo(string client)
    {
        Assert.True(Tree.TryFindPath(IPAddress.Parse(client), out ImmutableArray<int> path));
        return path;
    }

    public static TrafficSpec Traffic(BitRate rate, long depth = 10_000) =>
        new(rate, new(depth), new(rate.BitsPerSecond * 4), new(60), new(1_448));

    public static AdmissionRequest Load(ImmutableArray<int> path, int kbps, long depth = 10_000) =>
        new(path, ServiceClass.ControlledLoad, Traffic(BitRate.Kbps(kbps), depth), Light);

    public static AdmissionRequest Guaranteed(ImmutableArray<int> path, int kbps, int milliseconds) =>
        new(path, ServiceClass.Guaranteed, Traffic(BitRate.Kbps(kbps)), Light, TimeSpan.FromMilliseconds(milliseconds));

    public static AdmissionRequest BestEffort(ImmutableArray<int> path, int kbps) =>
        new(path, ServiceClass.BestEffort, Traffic(BitRate.Kbps(kbps)), Light);
}
