using System.Net;
using System.Net.Sockets;
using Streaming.Player.Client;

namespace Streaming.EndToEnd.Tests.Player;

public sealed class SocketTests
{
    [Fact]
    public void Ports_come_in_pairs_of_an_even_and_the_next()
    {
        using PortPairSockets pair = PortPairSockets.TryOpen(AddressFamily.InterNetwork, 1 << 20)!;
        Assert.Equal(0, pair.Ports.Rtp % 2);
        Assert.Equal(pair.Ports.Rtp + 1, pair.Ports.Rtcp);
        Assert.True(pair.ReceiveBuffer > 0);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "fe80::1", false)]
    public void Only_the_server_is_listened_to(string server, string sender, bool isAdmitted)
    {
        SourceFilter filter = new([IPAddress.Parse(server)]);
        Assert.Equal(isAdmitted, filter.Admits(new IPEndPoint(IPAddress.Parse(sender), 8_000).Serialize()));
    }
}
