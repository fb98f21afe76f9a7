using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Testing.Titles;

namespace Streaming.EndToEnd.Tests.Control;

/// <summary>Connections over real sockets: what comes in pieces, in heaps, as garbage, or not at all.</summary>
public sealed class ConnectionTests
{
    private const string Options = "OPTIONS * RTSP/1.0\nCSeq: 1";

    [Fact]
    public async Task Requests_in_one_piece_are_answered_in_their_order()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        await client.WriteAsync(string.Concat(Enumerable.Range(1, 50).Select(i => $"OPTIONS * RTSP/1.0\nCSeq: {i}\n\n")));
        for (int i = 1; i <= 50; i++)
            Assert.Equal(i, (await client.ReadResponseAsync()).CSeq);
    }

    [Fact]
    public async Task A_request_byte_by_byte_is_a_request()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        foreach (char c in "DESCRIBE rtsp://h/film RTSP/1.0\r\nCSeq: 3\r\n\r\n")
            await client.WriteAsync([(byte)c]);
        Assert.Equal(200, (await client.ReadResponseAsync()).Status);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: h\n\n", 400)]
    [InlineData("OPTIONS * RTSP/2.0\nCSeq: 1\n\n", 505)]
    [InlineData("OPTIONS * RTSP/1.0\n\n", 400)]
    [InlineData("OPTIONS * RTSP/1.0\nCSeq: 1\nno header\n\n", 400)]
    [InlineData("OPTIONS * RTSP/1.0\nCSeq: 1\nContent-Length: -1\n\n", 400)]
    [InlineData("OPTIONS * RTSP/1.0\nCSeq: 1\nContent-Length: 99999999999999999999\n\n", 413)]
    [InlineData("OPTIONS * RTSP/1.0\nCSeq: 1\nContent-Length: 200000\n\n", 413)]
    [InlineData("\u0016\u0003\u0001 TLS", 400)]
    public async Task Garbage_gets_its_answer(string garbage, int status)
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        await client.WriteAsync(garbage);
        Assert.Equal(status, (await client.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task A_header_line_of_a_megabyte_is_refused_and_its_answer_arrives()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        await client.WriteAsync("OPTIONS * RTSP/1.0\nCSeq: 1\nX: " + new string('a', 1_000_000));
        RtspResponse response = await client.ReadResponseAsync();
        Assert.Equal(400, response.Status);
        Assert.Equal("close", response.Headers["Connection"]);
        await CheckClosesAsync(rig, client);
    }

    [Fact]
    public async Task A_mistake_is_forgiven_but_not_for_ever()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        for (int i = 1; i <= 8; i++)
        {
            RtspResponse response = await client.AskAsync("OPTIONS * RTSP/1.0\nCSeq: 1\nno header");
            Assert.Equal(400, response.Status);
            Assert.Equal(i == 8, response.Headers.Contains("Connection"));
        }

        await CheckClosesAsync(rig, client);
        Assert.Equal(8, rig.Server.Counters.MalformedMessages);
    }

    [Fact]
    public async Task Headers_that_do_not_end_are_answered_408()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        Assert.Equal(200, (await client.AskAsync(Options)).Status);
        await client.WriteAsync("OPTIONS * RTSP/1.0\nCSeq: 2\nX: " + new string('a', 8_000));
        await UntilCutAsync(rig);
        Assert.Equal(408, (await client.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task A_body_that_never_comes_is_answered_408()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        Assert.Equal(200, (await client.AskAsync(Options)).Status);
        await client.WriteAsync("SET_PARAMETER * RTSP/1.0\nCSeq: 2\nContent-Length: 1000\n\nx");
        await UntilCutAsync(rig);
        Assert.Equal(408, (await client.ReadResponseAsync()).Status);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed_and_one_that_has_a_session_is_not()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient silent = await rig.ConnectAsync();
        using WireClient idle = await rig.ConnectAsync();
        using WireClient viewer = await rig.ConnectAsync();
        Assert.Equal(200, (await idle.AskAsync(Options)).Status);
        RtspResponse opened = await viewer.AskAsync(
            "SETUP rtsp://h/song RTSP/1.0\nCSeq: 1\nTransport: RTP/AVP;unicast;client_port=5000-5001");
        await ControlRig.UntilAsync(() => rig.Server.Counters.Connections == 3, "three connections are open");
        await UntilCutAsync(rig, 1);
        Assert.True(await silent.IsClosedAsync());
        Assert.Equal(200, (await viewer.AskAsync($"OPTIONS * RTSP/1.0\nCSeq: 2\nSession: {opened.Headers["Session"]}")).Status);
        await UntilCutAsync(rig, 2);
        Assert.True(await idle.IsClosedAsync());
        Assert.Equal(200, (await viewer.AskAsync($"OPTIONS * RTSP/1.0\nCSeq: 3\nSession: {opened.Headers["Session"]}")).Status);
    }

    [Fact]
    public async Task Half_open_connections_are_bounded_and_disturb_nobody()
    {
        await using ControlRig rig = await ControlRig.StartAsync(new() { MaxFromLoopback = 500 });
        using WireClient viewer = await rig.ConnectAsync();
        Assert.Equal(200, (await viewer.AskAsync(Options)).Status);
        List<WireClient> flood = [];
        for (int i = 0; i < 2_000; i++)
            flood.Add(await rig.ConnectAsync());
        await ControlRig.UntilAsync(() => rig.Server.Counters is { Connections: 500, ConnectionsRefused: 1_501 }, "the limit is reached");
        Assert.Equal(200, (await viewer.AskAsync(Options)).Status);
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, rig.Server.Counters.ConnectionsCut);
        await UntilCutAsync(rig, 499);
        await ControlRig.UntilAsync(() => rig.Server.Counters.Connections == 1, "the silent ones are gone");
        Assert.Equal(200, (await viewer.AskAsync(Options)).Status);
        flood.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_client_that_asks_and_never_listens_is_cut_off_and_costs_no_memory()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient deaf = await rig.ConnectAsync();
        const string Request = "DESCRIBE rtsp://h/film RTSP/1.0\r\nCSeq: 1\r\n\r\n";
        byte[] requests = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Request, 1_000)));
        Task asking = AskForEverAsync(deaf, requests);
        long seen = -1;
        await ControlRig.UntilAsync(
            () =>
            {
                long before = seen;
                seen = rig.Server.Counters.Requests;
                return seen > 0 && seen == before;
            },
            "its requests are no longer read");
        await rig.AdvanceUntilAsync(() => rig.Server.Counters.Connections == 0, "it is cut off");
        await Assert.ThrowsAnyAsync<Exception>(() => asking);
        Assert.InRange(rig.Server.Counters.Requests, 1, 1_000_000);
    }

    [Fact]
    public async Task A_foreign_destination_is_refused_and_nothing_is_opened()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        RtspResponse response = await client.AskAsync(
            "SETUP rtsp://h/song RTSP/1.0\nCSeq: 1\nTransport: RTP/AVP;unicast;destination=192.0.2.7;client_port=5000-5001");
        Assert.Equal(403, response.Status);
        Assert.Equal(0, rig.Server.Sessions.Count);
        Assert.Equal(0, rig.Catalogue.Held);
    }

    [Fact]
    public async Task An_error_in_the_core_is_answered_500_and_ends_only_its_session()
    {
        Formats.Media.Track unknown = TestTitles.Audio(1) with { Codec = (Formats.Media.Codec)99 };
        await using ControlRig rig = await ControlRig.StartAsync(null, TestTitles.Of("broken", unknown));
        using WireClient client = await rig.ConnectAsync();
        Assert.Equal(500, (await client.AskAsync("DESCRIBE rtsp://h/broken RTSP/1.0\nCSeq: 1")).Status);
        Assert.Equal(200, (await client.AskAsync(Options)).Status);
    }

    private static async Task AskForEverAsync(WireClient client, byte[] requests)
    {
        while (true)
            await client.WriteAsync(requests);
    }

    private static Task UntilCutAsync(ControlRig rig, int count = 1) =>
        rig.AdvanceUntilAsync(() => rig.Server.Counters.ConnectionsCut == count, "it is cut");

    private static async Task CheckClosesAsync(ControlRig rig, WireClient client)
    {
        Task<bool> closed = client.IsClosedAsync();
        await rig.AdvanceUntilAsync(() => closed.IsCompleted, "it is closed");
        Assert.True(await closed);
    }
}
