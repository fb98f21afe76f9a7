using System.Net;
using System.Net.NetworkInformation;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Formats.Media;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing.Films;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>An interface that goes down, and away, while a group is sent to by it.</summary>
public sealed class InterfaceTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _name = $"st{Environment.ProcessId}a";
    private readonly IPEndPoint _rtp = new(IPAddress.Parse("239.255.77.1"), 45_004);
    private readonly IPEndPoint _rtcp = new(IPAddress.Parse("239.255.77.1"), 45_005);

    public async ValueTask DisposeAsync() => await ForeignProgram.RunAsync("ip", ["link", "del", _name], Patience);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_channel_outlives_its_interface_and_is_heard_again_when_that_is_back(bool portable)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "skipped: interfaces are made by root on Linux");
        await MakeAsync();
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1, ForcePortable = portable });
        TrackIndex track = SyntheticTrack.Audio(3, BitRate.Kbps(96), 60);
        SendSession session = new(ProcessClock.Now, ProcessClock.NtpNow, "server@localhost", 1);
        StreamTransport.Group group = new(_rtp, _rtcp, new(1, _name));
        session.Add(track, new MemoryFilm(SyntheticTrack.Bytes(track, 1)), 96, new(new(7), new(1), new(1)), 1_200, group);
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(session, new Listener());
        using (MarkedReceiver receiver = MarkedReceiver.Of(_rtp, Index()))
        {
            Assert.Equal(10, receiver.Hear(10).Count);
            await IpAsync($"link set {_name} down");
            Assert.True(SpinWait.SpinUntil(() => Refused(delivery, session) > 20, Patience));
            await IpAsync($"link set {_name} up");
            Assert.Equal(100, receiver.Hear(100).Count);
        }

        long refused = Refused(delivery, session);
        int before = Index();
        await IpAsync($"link del {_name}");
        Assert.True(SpinWait.SpinUntil(() => Refused(delivery, session) > refused + 20, Patience));
        await MakeAsync();
        Assert.NotEqual(before, Index());
        using (MarkedReceiver receiver = MarkedReceiver.Of(_rtp, Index()))
            Assert.Equal(20, receiver.Hear(20).Count);
        await delivery.StopAsync(session);
        delivery.Bye(session, "over");
    }

    private static long Refused(Delivery delivery, SendSession session) =>
        delivery.Report(session)!.DroppedFor(DropReason.Unreachable);

    private int Index() => NetworkInterface.GetAllNetworkInterfaces().Single(one => one.Name == _name)
        .GetIPProperties().GetIPv4Properties().Index;

    private async Task MakeAsync()
    {
        await IpAsync($"link add {_name} type veth peer name {_name}b");
        await IpAsync($"addr add 10.79.0.1/24 dev {_name}");
        await IpAsync($"link set {_name} up");
        await IpAsync($"link set {_name}b up");
    }

    private static async Task IpAsync(string arguments)
    {
        ProgramResult done = await ForeignProgram.RunAsync("ip", arguments.Split(' '), Patience);
        Assert.True(done.ExitCode == 0, $"ip {arguments}: {done}");
    }
}
