using System.Globalization;
using System.Text;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Networks;

/// <summary>A network of several hosts on this machine: a server behind a router, and receivers on links of their own behind a switch that
/// sends a group only where it was joined. Of network namespaces, made by root and taken away again.</summary>
/// <remarks>
/// <code>
/// server 10.77.0.1 ── router 10.77.0.254 │ 10.77.1.254 ── switch ──┬── receiver 10.77.1.1
///                                                                └── receiver 10.77.1.2 …
/// </code>
/// The router forwards groups by static routes (smcroute); the switch (a bridge) listens to IGMP and MLD. What a link to a receiver cannot
/// carry is dropped by its token bucket, what it loses by a packet filter at the receiver.
/// </remarks>
internal sealed class TestNetwork : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static int _made;

    private readonly TemporaryFolder _folder = new();
    private readonly string _name;
    private readonly int _receivers;
    private HostedProgram? _routing;

    private TestNetwork(int receivers)
    {
        _name = $"st{Environment.ProcessId}n{Interlocked.Increment(ref _made)}";
        _receivers = receivers;
        Server = new($"{_name}s", "10.77.0.1", "fd77::1");
        Router = new($"{_name}r", "10.77.0.254", "fd77::fe");
        Receivers = [.. Enumerable.Range(1, receivers).Select(i => new NetworkHost($"{_name}v{i}", $"10.77.1.{i}", $"fd77:0:0:1::{i:x}"))];
    }

    public NetworkHost Server { get; }

    public NetworkHost Router { get; }

    public IReadOnlyList<NetworkHost> Receivers { get; }

    /// <summary>Makes it; skips the test, and says why, where that is not possible.</summary>
    public static async Task<TestNetwork> StartAsync(params TestLink[] links)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "networks of several hosts are made by root on Linux");
        foreach (string program in (string[])["ip", "tc", "nft", "smcrouted", "bridge"])
            Assert.SkipUnless(IsThere(program), $"{program} is not installed: networks of several hosts are not tested");
        TestNetwork network = new(links.Length);
        try
        {
            await network.BuildAsync(links);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the link to a receiver carries from now on.</summary>
    public Task LimitAsync(int receiver, BitRate rate) =>
        Router.ToolAsync("tc", ["qdisc", "replace", "dev", $"v{receiver + 1}", "root", .. Bucket(rate).Split(' ')]);

    /// <summary>Bytes that have gone out to a receiver.</summary>
    public Task<long> BytesToAsync(int receiver) => Router.BytesAsync(sent: true, $"v{receiver + 1}");

    public async ValueTask DisposeAsync()
    {
        if (_routing is not null)
            await _routing.DisposeAsync();

        // Programs first: a namespace lives on as long as anybody is in it.
        StringBuilder script = new();
        foreach (string space in (string[])[Server.Space, Router.Space, .. Receivers.Select(host => host.Space)])
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"kill -9 $(ip netns pids {space} 2>/dev/null) 2>/dev/null");
            script.AppendLine(CultureInfo.InvariantCulture, $"ip netns del {space} 2>/dev/null");
        }

        await ForeignProgram.RunAsync("bash", ["-c", script.AppendLine("true").ToString()], Patience);
        _folder.Dispose();
    }

    private static bool IsThere(string program) =>
        ForeignProgram.Exists(program) || File.Exists($"/usr/sbin/{program}") || File.Exists($"/sbin/{program}");

    /// <summary>10 ms of the rate at once, as a switch lets through, and no less than two large packets.</summary>
    private static string Bucket(BitRate rate) => string.Create(
        CultureInfo.InvariantCulture, $"tbf rate {rate.BitsPerSecond}bit burst {Math.Max(3_200, rate.BitsPerSecond / 800)} latency 200ms");

    private async Task BuildAsync(TestLink[] links)
    {
        await ScriptAsync(Backbone());
        for (int i = 0; i < _receivers; i++)
            await ScriptAsync(Receiver(i, links[i]));
        for (int i = 0; i < _receivers; i++)
            await Receivers[i].LoseAsync(links[i].Loss);

        string routes = Path.Combine(_folder.Path, "routes");
        await File.WriteAllTextAsync(routes, """
            phyint wan enable ttl-threshold 1
            phyint lan enable ttl-threshold 1
            mroute from wan group 224.0.0.0/4 to lan
            mroute from wan group ff15::/16 to lan
            mroute from wan group ff3e::/16 to lan

            """);
        _routing = Router.Start("smcrouted", "-n", "-N", "-I", _name, "-f", routes);
        await _routing.LineAsync("Ready");
    }

    /// <remarks>A switch sends groups everywhere until it has asked who wants them and waited for the longest answer; that is short here,
    /// and must be known before it asks.</remarks>
    private string Backbone() => $"""
        for n in {Server.Space} {Router.Space}; do ip netns add $n; ip -n $n link set lo up; done
        ip link add eth0 netns {Server.Space} type veth peer name wan netns {Router.Space}
        ip -n {Server.Space} addr add {Server.Address}/24 dev eth0
        ip -n {Server.Space} addr add {Server.AddressV6}/64 dev eth0 nodad
        ip -n {Server.Space} link set eth0 up
        ip -n {Server.Space} route add default via {Router.Address}
        ip -n {Server.Space} -6 route add default via {Router.AddressV6}
        ip -n {Router.Space} addr add {Router.Address}/24 dev wan
        ip -n {Router.Space} addr add {Router.AddressV6}/64 dev wan nodad
        ip -n {Router.Space} link set wan up
        ip -n {Router.Space} link add lan type bridge mcast_snooping 1 mcast_igmp_version 3 mcast_mld_version 2 \
            mcast_query_response_interval 20 mcast_startup_query_interval 20
        ip -n {Router.Space} link set lan type bridge mcast_querier 1
        ip -n {Router.Space} addr add 10.77.1.254/24 dev lan
        ip -n {Router.Space} addr add fd77:0:0:1::fe/64 dev lan nodad
        ip -n {Router.Space} link set lan up
        ip netns exec {Router.Space} sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
        """;

    private string Receiver(int index, TestLink link)
    {
        (NetworkHost host, string port) = (Receivers[index], $"v{index + 1}");
        string bucket = link.Rate is { } rate ? $"tc -n {Router.Space} qdisc add dev {port} root {Bucket(rate)}" : "";
        return $"""
            ip netns add {host.Space}
            ip -n {host.Space} link set lo up
            ip link add eth0 netns {host.Space} type veth peer name {port} netns {Router.Space}
            ip -n {host.Space} addr add {host.Address}/24 dev eth0
            ip -n {host.Space} addr add {host.AddressV6}/64 dev eth0 nodad
            ip -n {host.Space} link set eth0 up
            ip -n {host.Space} route add default via 10.77.1.254
            ip -n {host.Space} -6 route add default via fd77:0:0:1::fe
            ip -n {Router.Space} link set {port} master lan
            ip -n {Router.Space} link set {port} up
            bridge -n {Router.Space} link set dev {port} fastleave on mcast_flood off
            {bucket}
            """;
    }

    private static async Task ScriptAsync(string script)
    {
        ProgramResult made = await ForeignProgram.RunAsync("bash", ["-e", "-c", script], Patience);
        Assert.True(made.ExitCode == 0, $"the network cannot be made: {made}\n{script}");
    }
}
