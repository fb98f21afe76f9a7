using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Networks;

/// <summary>The network itself, without any program of ours: what the tests on it take for granted.</summary>
public sealed class TestNetworkTests
{
    private const string Group = "239.255.9.9";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Datagrams of 1,000 bytes to a group, through a router: 200 in 2 s, or 800 kb/s.</summary>
    private const string Send = """
        import socket, time
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 4)
        for i in range(200):
            s.sendto(b'x' * 1000, ('239.255.9.9', 5004))
            time.sleep(0.01)
        """;

    private const string Receive = """
        import socket, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.bind(('239.255.9.9', 5004))
        s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton('239.255.9.9') + socket.inet_aton(sys.argv[1]))
        s.settimeout(6)
        n = 0
        print('joined', flush=True)
        try:
            while True:
                s.recv(2000)
                n += 1
        except TimeoutError:
            print('received', n, flush=True)
        """;

    [Fact]
    public async Task A_group_reaches_who_joined_it_once_over_the_servers_link_and_each_link_is_its_own()
    {
        Assert.SkipUnless(ForeignProgram.Exists("python3"), "python3 is not installed");
        await using TestNetwork network = await TestNetwork.StartAsync(new(), new(Loss: 0.2), new(BitRate.Kbps(400)), new());
        await using HostedProgram whole = network.Receivers[0].Start("python3", "-c", Receive, network.Receivers[0].Address);
        await using HostedProgram lossy = network.Receivers[1].Start("python3", "-c", Receive, network.Receivers[1].Address);
        await using HostedProgram slow = network.Receivers[2].Start("python3", "-c", Receive, network.Receivers[2].Address);
        foreach (HostedProgram receiver in (HostedProgram[])[whole, lossy, slow])
            await receiver.LineAsync("joined");
        long before = await network.Server.BytesAsync(sent: true), idle = await network.BytesToAsync(3);

        ProgramResult sent = await network.Server.RunAsync("python3", ["-c", Send], Limit);

        Assert.True(sent.ExitCode == 0, sent.ToString());
        Assert.Equal(200, await Received(whole));
        Assert.InRange(await Received(lossy), 120, 190);
        Assert.InRange(await Received(slow), 80, 150);
        Assert.InRange(await network.Server.BytesAsync(sent: true) - before, 200_000, 220_000);
        Assert.InRange(await network.BytesToAsync(3) - idle, 0, 10_000);
    }

    private static async Task<int> Received(HostedProgram receiver) => int.Parse((await receiver.LineAsync("received")).Split(' ')[1]);
}
