using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Formats.Rtsp;
using Streaming.Qos.Policing;
using Streaming.Server.Channels;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sessions;
using Streaming.Testing.Titles;

namespace Streaming.EndToEnd.Tests.Control;

/// <summary>How an RTSP connection is marked, as the system has it of the server's socket.</summary>
public sealed class ConnectionMarkingTests
{
    [Theory]
    [InlineData("guaranteed")]
    [InlineData("controlled-load")]
    [InlineData("best-effort")]
    public async Task A_connection_is_marked_as_control_until_media_flows_inside_it(string service)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("skipped: reading a marking back needs Linux");
        using Delivery delivery = new(new() { Address = IPAddress.Loopback, RtpPort = 0, Loops = 1 });
        await using RtspServer server = new(
            new MemoryCatalogue(TestTitles.Film, TestTitles.Song),
            new NoChannels(),
            delivery,
            new(),
            new(),
            new AnonymousAuthorizer(),
            TimeProvider.System,
            NullLoggerFactory.Instance);
        Socket? socket = null;
        await using KestrelHost host = await KestrelHost.StartAsync(server, listen => listen.Use(next => connection =>
        {
            socket = connection.Features.Get<IConnectionSocketFeature>()!.Socket;
            return next(connection);
        }));
        using WireClient client = await WireClient.ConnectAsync(host.EndPoint);
        await client.AskAsync("OPTIONS * RTSP/1.0\nCSeq: 1");
        Assert.Equal(Dscp.CS3, Marking(socket!));

        RtspResponse ready = await client.AskAsync(
            $"SETUP rtsp://h/song RTSP/1.0\nCSeq: 2\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\nFlow-Spec: class={service}");
        Assert.Equal(200, ready.Status);
        Assert.Equal(Dscp.CS3, Marking(socket!));
        string session = ready.Headers["Session"]!.Split(';')[0];
        Assert.Equal(200, (await client.AskAsync($"PLAY rtsp://h/song RTSP/1.0\nCSeq: 3\nSession: {session}")).Status);
        Dscp expected = service == "best-effort" ? Dscp.CS0 : Dscp.AF41;
        await ControlRig.UntilAsync(() => Marking(socket!) == expected, $"it is marked {expected}");

        await client.WriteAsync($"PAUSE rtsp://h/song RTSP/1.0\nCSeq: 4\nSession: {session}\n\n");
        await ControlRig.UntilAsync(() => Marking(socket!) == Dscp.CS3, "it is marked as control again");
    }

    private static Dscp Marking(Socket socket)
    {
        int octet = (int)socket.GetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService)!;
        return new[] { Dscp.CS0, Dscp.CS3, Dscp.AF41 }.Single(one => one.Octet == octet);
    }
}
