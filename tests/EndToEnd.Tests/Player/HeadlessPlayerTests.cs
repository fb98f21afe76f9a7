using System.Security.Cryptography;
using Streaming.Formats.Rtsp;
using Streaming.Player.Client;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>The player over real loopback sockets.</summary>
public sealed class HeadlessPlayerTests
{
    private static readonly string Sha256 =
        Convert.ToHexStringLower(SHA256.HashData([.. Enumerable.Range(0, FakeServer.Packets).SelectMany(FakeServer.Payload)]));

    [Theory]
    [InlineData(TransportChoice.Udp, "udp")]
    [InlineData(TransportChoice.Tcp, "tcp")]
    [InlineData(TransportChoice.Auto, "udp")]
    public async Task Every_byte_arrives(TransportChoice transport, string used)
    {
        await using FakeServer server = new();

        PlayerResult result = await Player(server.Url, transport).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new SessionOutcome.Completed(EndReason.EndOfFilm), result.Outcome);
        Assert.Equal((used, null, "Fake"), (result.Report.Transport, result.Report.Fallback, result.Report.Server));
        StreamReport stream = Assert.Single(result.Report.Streams);
        Assert.Equal((FakeServer.Packets, 0, Sha256), (stream.Samples, stream.Lost, stream.Sha256));
        Assert.Equal(RtspMethod.Teardown, server.Methods[^1]);
    }

    [Fact]
    public async Task Where_datagrams_do_not_get_through_it_goes_to_tcp_by_itself_and_says_so()
    {
        await using FakeServer server = new() { SwallowsDatagrams = true };
        List<string> notices = [];

        HeadlessOptions options = Options(server.Url, TransportChoice.Auto);
        options = options with
        {
            Client = options.Client with { Times = new() { FirstDatagram = TimeSpan.FromMilliseconds(100) } },
            Notice = notices.Add,
        };

        PlayerResult result = await new HeadlessPlayer(options, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("tcp", Sha256), (result.Report.Transport, result.Report.Streams[0].Sha256));
        Assert.StartsWith("no media has arrived over UDP", result.Report.Fallback, StringComparison.Ordinal);
        Assert.EndsWith("; going to TCP", Assert.Single(notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "the server speaks HTTP at this port; RTSP has another one, often 8554")]
    [InlineData("\0\0\0\0", "the server sent what is no RTSP")]
    public async Task What_is_no_rtsp_server_is_told_apart(string garbage, string message)
    {
        await using FakeServer server = new() { Garbage = garbage };
        PlayerResult result = await Player(server.Url).RunAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(message, Assert.IsType<SessionOutcome.Failed>(result.Outcome).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_a_failure_with_a_reason()
    {
        await using FakeServer server = new() { HangsUp = true };
        PlayerResult result = await Player(server.Url).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(FailureKind.Disconnected, Assert.IsType<SessionOutcome.Failed>(result.Outcome).Kind);
        Assert.Equal("failed", result.Report.Outcome);
    }

    [Fact]
    public async Task Where_nothing_listens_the_message_says_so()
    {
        PlayerResult result = await Player("rtsp://127.0.0.1:1/film").RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            "nothing listens at 127.0.0.1, port 1: start the server, or check the port",
            Assert.IsType<SessionOutcome.Failed>(result.Outcome).Message);
    }

    [Fact]
    public async Task Cancelling_leaves_cleanly_and_still_reports()
    {
        await using FakeServer server = new() { SwallowsDatagrams = true };
        using CancellationTokenSource stop = new();
        HeadlessOptions options = Options(server.Url, TransportChoice.Udp) with
        {
            // The first sign of life from the loop while it plays: then the viewer leaves.
            Progress = progress =>
            {
                if (server.Methods.Contains(RtspMethod.Play))
                    stop.Cancel();
            },
        };

        PlayerResult result = await new HeadlessPlayer(options, TimeProvider.System).RunAsync(stop.Token);

        Assert.Equal("stopped", result.Report.Outcome);
        Assert.Equal(RtspMethod.Teardown, server.Methods[^1]);
    }

    [Fact]
    public async Task Many_players_share_a_process()
    {
        FakeServer[] servers = [.. Enumerable.Range(0, 30).Select(_ => new FakeServer())];
        PlayerResult[] results = await Task.WhenAll(servers.Select(server => Player(server.Url, TransportChoice.Tcp).RunAsync(default)));
        Assert.All(results, result => Assert.Equal(Sha256, result.Report.Streams[0].Sha256));
        foreach (FakeServer server in servers)
            await server.DisposeAsync();
    }

    private static HeadlessPlayer Player(string url, TransportChoice transport = TransportChoice.Auto) =>
        new(Options(url, transport), TimeProvider.System);

    private static HeadlessOptions Options(string url, TransportChoice transport)
    {
        Assert.True(RtspAddress.TryParse(url, out RtspAddress? address));
        return new() { Client = new() { Address = address, Transport = transport } };
    }
}
