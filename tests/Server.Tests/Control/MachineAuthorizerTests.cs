using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.Sessions;

namespace Streaming.Server.Tests.Control;

public sealed class MachineAuthorizerTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("::1", "localhost")]
    [InlineData("192.0.2.9", "localhost")]
    [InlineData("192.0.2.1", "")]
    [InlineData("2001:db8::1", "")]
    public void Only_this_machine_may_go_before_others(string address, string user) => Assert.Equal(
        new Permission.Granted(user), new MachineAuthorizer().Authorize(Rig.Request("PLAY", "rtsp://h/film"), Rig.Connected(1, address)));
}
