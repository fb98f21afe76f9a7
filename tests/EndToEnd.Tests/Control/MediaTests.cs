using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Channels;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sessions;
using Streaming.Testing.Titles;

namespace Streaming.EndToEnd.Tests.Control;

/// <summary>Control and delivery together, in real time: what is answered is what arrives, in that order.</summary>
public sealed class MediaTests : IAsyncLifetime
{
    private const byte Bye = 203;

    private readonly Delivery _delivery = new(new() { Address = IPAddress.Loopback, RtpPort = 0, Loops = 1 });
    private readonly MemoryCatalogue _catalogue = new(TestTitles.Film, TestTitles.Song);
    private readonly RtspServer _server;
    private KestrelHost? _host;
    private WireClient? _client;

    public MediaTests() => _server = new(
        _catalogue, new NoChannels(), _delivery, new(), new(), new AnonymousAuthorizer(), TimeProvider.System, NullLoggerFactory.Instance);

    public async ValueTask InitializeAsync()
    {
        _host = await KestrelHost.StartAsync(_server);
        _client = await WireClient.ConnectAsync(_host.EndPoint);
    }

    public async ValueTask DisposeAsync()
    {
        _client!.Dispose();
        await _host!.DisposeAsync();
        await _server.DisposeAsync();
        _delivery.Dispose();
    }

    [Fact]
    public async Task Behind_the_answer_to_a_seek_nothing_from_before_it_follows_and_no_number_is_missing_over_udp()
    {
        using UdpClient media = new(new IPEndPoint(IPAddress.Loopback, 0));
        using UdpClient reports = new(new IPEndPoint(IPAddress.Loopback, 0));
        string session = await SetUpAsync($"RTP/AVP;unicast;client_port={Port(media)}-{Port(reports)}");
        RtpInfoEntry start = await PlayAsync(session, "npt=0-");
        List<RtpHeader> before = await ReceiveAsync(media, 20);
        RtpInfoEntry seek = await PlayAsync(session, "npt=5-");
        before.AddRange(Drain(media));
        List<RtpHeader> after = await ReceiveAsync(media, 20);

        CheckNumbers([.. before, .. after], start);
        CheckSeek([.. before, .. after], seek);
        Assert.All(after, header => Assert.True(header.Sequence.Since(seek.First!.Value) >= 0));
        Assert.Equal(200, (await _client!.AskAsync($"TEARDOWN rtsp://h/song RTSP/1.0\nCSeq: 9\nSession: {session}")).Status);
        await ControlRig.UntilAsync(() => Reports(reports).Contains(Bye), "it has said goodbye");
        await ControlRig.UntilAsync(() => _catalogue.Held == 0, "it has let go of the film");
    }

    [Fact]
    public async Task Behind_the_answer_to_a_seek_nothing_from_before_it_follows_and_no_number_is_missing_over_tcp()
    {
        string session = await SetUpAsync("RTP/AVP/TCP;unicast;interleaved=0-1");
        List<RtpHeader> media = [];
        RtpInfoEntry start = Promise(await AskAsync(session, "npt=0-", media));
        Assert.Empty(media);
        List<RtpHeader> before = await ReadAsync(20);
        RtpInfoEntry seek = Promise(await AskAsync(session, "npt=5-", before));
        List<RtpHeader> after = await ReadAsync(20);

        CheckNumbers([.. before, .. after], start);
        CheckSeek([.. before, .. after], seek);
        Assert.Equal(seek.First, after[0].Sequence);
    }

    private static int Port(UdpClient socket) => ((IPEndPoint)socket.Client.LocalEndPoint!).Port;

    /// <summary>One after the other, from the first promised on.</summary>
    private static void CheckNumbers(List<RtpHeader> headers, RtpInfoEntry start)
    {
        Assert.NotEmpty(headers);
        for (int i = 0; i < headers.Count; i++)
            Assert.Equal(start.First!.Value + i, headers[i].Sequence);
    }

    private static void CheckSeek(List<RtpHeader> headers, RtpInfoEntry seek)
    {
        RtpHeader first = headers.Single(header => header.Sequence == seek.First);
        Assert.Equal(seek.Start, first.Timestamp);
    }

    private static async Task<List<RtpHeader>> ReceiveAsync(UdpClient socket, int count)
    {
        List<RtpHeader> headers = [];
        while (headers.Count < count)
        {
            UdpReceiveResult packet = await socket.ReceiveAsync(TestContext.Current.CancellationToken);
            Assert.True(RtpHeader.TryParse(packet.Buffer, out RtpHeader header, out _, out _));
            headers.Add(header);
        }

        return headers;
    }

    private static List<RtpHeader> Drain(UdpClient socket)
    {
        List<RtpHeader> headers = [];
        IPEndPoint? from = null;
        while (socket.Available > 0)
        {
            Assert.True(RtpHeader.TryParse(socket.Receive(ref from), out RtpHeader header, out _, out _));
            headers.Add(header);
        }

        return headers;
    }

    /// <summary>The packet types of all compounds that have come.</summary>
    private static List<byte> Reports(UdpClient socket)
    {
        List<byte> types = [];
        IPEndPoint? from = null;
        while (socket.Available > 0)
        {
            byte[] compound = socket.Receive(ref from);
            for (int at = 0; at < compound.Length; at += 4 * (1 + ((compound[at + 2] << 8) | compound[at + 3])))
                types.Add(compound[at + 1]);
        }

        return types;
    }

    private static RtpInfoEntry Promise(RtspResponse response)
    {
        Assert.Equal(200, response.Status);
        Assert.True(RtpInfoHeader.TryParse(response.Headers["RTP-Info"], out RtpInfoHeader? info, out _));
        return info.Entries.Single();
    }

    private async Task<string> SetUpAsync(string transport)
    {
        RtspResponse response = await _client!.AskAsync($"SETUP rtsp://h/song RTSP/1.0\nCSeq: 1\nTransport: {transport}");
        Assert.Equal(200, response.Status);
        return response.Headers["Session"]!.Split(';')[0];
    }

    private async Task<RtpInfoEntry> PlayAsync(string session, string range) => Promise(await AskAsync(session, range, []));

    /// <summary>The answer, and in <paramref name="media"/> what came inside the connection before it.</summary>
    private async Task<RtspResponse> AskAsync(string session, string range, List<RtpHeader> media)
    {
        await _client!.WriteAsync($"PLAY rtsp://h/song RTSP/1.0\nCSeq: 2\nSession: {session}\nRange: {range}\n\n");
        while (true)
        {
            RtspElement element = await _client.ReadAsync();
            if (element.TryGetResponse(out RtspResponse? response))
                return response;
            Keep(element, media);
        }
    }

    private async Task<List<RtpHeader>> ReadAsync(int count)
    {
        List<RtpHeader> media = [];
        while (media.Count < count)
            Keep(await _client!.ReadAsync(), media);
        return media;
    }

    private static void Keep(RtspElement element, List<RtpHeader> media)
    {
        Assert.Equal(RtspElementKind.Frame, element.Kind);
        if (element.Frame.Channel != 0)
            return;
        Assert.True(RtpHeader.TryParse(element.Frame.Payload.FirstSpan, out RtpHeader header, out _, out _));
        media.Add(header);
    }
}
