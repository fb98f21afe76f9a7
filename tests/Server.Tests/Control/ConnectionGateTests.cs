using System.Net;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Tests.Control;

public sealed class ConnectionGateTests
{
    private readonly ConnectionGate _gate = new(new() { MaxConnections = 6, MaxPerAddress = 2, MaxFromLoopback = 3 });

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", 2)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", 2)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", 2)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", 4)]
    [InlineData("192.0.2.1", "192.0.2.2", 4)]
    [InlineData("127.0.0.1", "127.0.0.1", 3)]
    [InlineData("::1", "::1", 3)]
    public void Connections_are_limited_by_subscriber(string one, string other, int most)
    {
        int entered = 0;
        for (int i = 0; i < 4; i++)
            entered += (_gate.TryEnter(IPAddress.Parse(one)) ? 1 : 0) + (_gate.TryEnter(IPAddress.Parse(other)) ? 1 : 0);
        Assert.Equal(most, entered);
        Assert.Equal(most, _gate.Count);
    }

    [Fact]
    public void Connections_are_limited_in_all_and_who_leaves_makes_room()
    {
        for (int i = 1; i <= 6; i++)
            Assert.True(_gate.TryEnter(new([192, 0, 2, (byte)i])));
        Assert.False(_gate.TryEnter(new([192, 0, 2, 7])));
        _gate.Leave(new([192, 0, 2, 1]));
        Assert.True(_gate.TryEnter(new([192, 0, 2, 7])));
        Assert.Equal(6, _gate.Count);
    }
}
