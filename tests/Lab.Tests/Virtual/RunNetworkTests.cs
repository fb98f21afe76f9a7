using System.Net;
using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Lab.Records;
using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Checks;
using Streaming.Qos.Policing;

namespace Streaming.Lab.Tests.Virtual;

public sealed class RunNetworkTests
{
    private static readonly Instant Start = Instant.FromSeconds(1_000);
    private readonly SessionFile _file = new();

    [Fact]
    public void What_a_session_is_said_to_have_lost_is_media_and_no_reports()
    {
        RunNetwork network = Make(new() { IsDown = true });
        Send(network);

        Assert.Equal([new DropRecord(0, "lan", "down", 2)], _file.Drops(_ => "lan"));
        Assert.Equal((3, 3, 1), (_file.Sent, _file.Dropped, _file.DroppedReports));
    }

    [Fact]
    public void What_is_damaged_is_lost_at_the_last_link()
    {
        RunNetwork network = Make(new() { Corrupt = Ratio.Percent(100) });
        Send(network);

        Instant later = Start + TimeSpan.FromSeconds(1);
        while (network.TryTake(later, out Delivery<Parcel> delivery))
            Assert.False(network.Came(in delivery));
        Assert.Equal([new DropRecord(0, "lan", "loss", 2)], _file.Drops(_ => "lan"));
        Assert.Equal((3, 3, 1, 0), (_file.Sent, _file.Dropped, _file.DroppedReports, _file.Came));
    }

    private static void Send(IServerWire wire)
    {
        IPEndPoint viewer = new(Cast.AddressOf(0), 10_000);
        wire.Datagram(viewer, new byte[1_000], isReport: false, Dscp.CS0, Start);
        wire.Datagram(viewer, new byte[100], isReport: true, Dscp.CS0, Start);
        wire.Datagram(viewer, new byte[1_000], isReport: false, Dscp.CS0, Start);
    }

    private RunNetwork Make(LinkProfile link)
    {
        ConformanceCheck check = new(Cast.Of(Situations.Small(), 1, TimeSpan.FromSeconds(1)), Start);
        return new(new([new("lan", -1, link, [])], [0], Start), 1, [_file], check);
    }
}
