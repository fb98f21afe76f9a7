using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.EndToEnd.Tests.Control;

/// <summary>Sessions over real connections: who ends them, when, and what is left.</summary>
public sealed class SessionTests
{
    private const string Udp = "RTP/AVP;unicast;client_port=5000-5001";
    private const string Tcp = "RTP/AVP/TCP;unicast;interleaved=0-1";

    [Fact]
    public async Task A_session_is_listed_as_it_stands()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        string session = await OpenAsync(client, Udp);
        await PlayAsync(client, session);
        SessionSnapshot listed = Assert.Single(rig.Server.Sessions.List());
        Assert.Equal((session[..8], "song", SessionState.Playing), (listed.Id, listed.Title, listed.State));
        Assert.Equal("UDP", Assert.Single(listed.Streams).Transport);
        Assert.Equal(listed.Id, rig.Server.Sessions.Read(listed.Id)?.Id);
        Assert.Null(rig.Server.Sessions.Read("00000000"));
    }

    [Fact]
    public async Task A_tcp_session_ends_with_its_connection()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        WireClient client = await rig.ConnectAsync();
        await PlayAsync(client, await OpenAsync(client, Tcp));
        client.Reset();
        await rig.CheckEmptyAsync();
        Assert.Equal(1, rig.Delivery.Byes);
    }

    [Fact]
    public async Task A_udp_session_outlives_its_connection_until_the_timeout()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        WireClient client = await rig.ConnectAsync();
        string session = await OpenAsync(client, Udp);
        await PlayAsync(client, session);
        client.Reset();
        await ControlRig.UntilAsync(() => rig.Server.Counters.Connections == 0, "the connection is closed");
        rig.Time.Advance(TimeSpan.FromSeconds(50));
        using WireClient again = await rig.ConnectAsync();
        Assert.Equal(200, (await again.AskAsync($"GET_PARAMETER * RTSP/1.0\nCSeq: 1\nSession: {session}")).Status);
        again.Reset();
        rig.Time.Advance(TimeSpan.FromSeconds(61));
        await rig.CheckEmptyAsync();
        Assert.Equal(1, rig.Server.Counters.SessionsExpired);
    }

    [Fact]
    public async Task Reports_keep_a_session_alive()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        await PlayAsync(client, await OpenAsync(client, Udp));
        for (int i = 0; i < 5; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(50));
            rig.Delivery.Events.Heard(rig.Delivery.Session, new(IPAddress.Loopback, 5_005));
        }

        Assert.Equal(1, rig.Server.Sessions.Count);
        rig.Time.Advance(TimeSpan.FromSeconds(61));
        await ControlRig.UntilAsync(() => rig.Server.Sessions.Count == 0, "it has timed out");
    }

    [Fact]
    public async Task A_connection_that_takes_its_media_is_alive_without_a_word()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        await PlayAsync(client, await OpenAsync(client, Tcp));
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, rig.Server.Sessions.Count);
        rig.Delivery.End(rig.Delivery.Session);
        await ControlRig.UntilAsync(() => rig.Server.Counters.SessionsPlaying == 0, "it is ready");
        rig.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, rig.Server.Sessions.Count);
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        await ControlRig.UntilAsync(() => rig.Server.Sessions.Count == 0, "it has timed out");
    }

    [Fact]
    public async Task A_report_on_the_connection_reaches_the_stream_of_its_channel()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        await PlayAsync(client, await OpenAsync(client, Tcp));
        SendStream stream = rig.Delivery.Session.Streams[0];
        byte[] ssrc = Convert.FromHexString($"{stream.Identity.Ssrc}");
        byte[] report = [0x81, 201, 0, 7, 0, 0, 0, 9, .. ssrc, 64, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 48, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] cname = [0x81, 202, 0, 3, 0, 0, 0, 9, 1, 2, (byte)'m', (byte)'e', 0, 0, 0, 0];
        rig.Time.Advance(TimeSpan.FromSeconds(40));
        await client.WriteAsync([(byte)'$', 0, 0, 1, 0xff, (byte)'$', 1, 0, (byte)(report.Length + cname.Length), .. report, .. cname]);
        await ControlRig.UntilAsync(() => stream.Reception is not null, "the report has come");
        StreamSnapshot snapshot = rig.Server.Sessions.List()[0].Streams[0];
        Assert.Equal((5, 0.25, TimeSpan.FromMilliseconds(1)), (snapshot.Lost, snapshot.LossRate, snapshot.Jitter));
        rig.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(200, (await client.AskAsync("OPTIONS * RTSP/1.0\nCSeq: 9")).Status);
        Assert.Equal(1, rig.Server.Sessions.Count);
    }

    [Fact]
    public async Task The_end_of_the_film_makes_a_session_ready_and_a_late_word_of_it_does_not()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        string session = await OpenAsync(client, Udp);
        await PlayAsync(client, session);
        ISendEvents first = rig.Delivery.Events;
        rig.Delivery.End(rig.Delivery.Session);
        await ControlRig.UntilAsync(() => rig.Server.Counters.SessionsPlaying == 0, "it is ready");
        await PlayAsync(client, session);
        first.Ended(rig.Delivery.Session);
        Assert.Equal(200, (await client.AskAsync($"OPTIONS * RTSP/1.0\nCSeq: 4\nSession: {session}")).Status);
        Assert.Equal(1, rig.Server.Counters.SessionsPlaying);
    }

    [Fact]
    public async Task A_film_that_fails_ends_its_session()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        string session = await OpenAsync(client, Udp);
        await PlayAsync(client, session);
        rig.Delivery.Events.Failed(rig.Delivery.Session, "the film was truncated");
        await ControlRig.UntilAsync(() => rig.Server.Sessions.Count == 0, "it is closed");
        Assert.Equal(1, rig.Server.Counters.SessionsFailed);
        Assert.Equal(454, (await client.AskAsync($"PLAY rtsp://h/song RTSP/1.0\nCSeq: 4\nSession: {session}")).Status);
    }

    [Fact]
    public async Task Media_is_held_back_from_a_silent_viewer_until_he_is_heard()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        await PlayAsync(client, await OpenAsync(client, Udp));
        rig.Time.Advance(TimeSpan.FromSeconds(12));
        rig.Delivery.Events.Silent(rig.Delivery.Session);
        await ControlRig.UntilAsync(() => rig.Delivery.Running.Count == 0, "media has stopped");
        Assert.Equal(1, rig.Server.Counters.SessionsPlaying);
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        rig.Delivery.Events.Heard(rig.Delivery.Session, new(IPAddress.Loopback, 5_005));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await ControlRig.UntilAsync(() => rig.Delivery.Running.Count == 1, "media goes on");
    }

    [Fact]
    public async Task An_operator_ends_a_session()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient client = await rig.ConnectAsync();
        string session = await OpenAsync(client, Udp);
        await PlayAsync(client, session);
        Assert.False(await rig.Server.Sessions.KickAsync("00000000"));
        Assert.True(await rig.Server.Sessions.KickAsync(session[..8]));
        Assert.False(await rig.Server.Sessions.KickAsync(session[..8]));
        Assert.Equal(1, rig.Delivery.Byes);
        Assert.Equal(0, rig.Catalogue.Held);
    }

    [Fact]
    public async Task Sessions_that_come_and_go_leave_nothing_behind()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        const int Count = 300;
        for (int i = 0; i < Count; i++)
        {
            using WireClient client = await rig.ConnectAsync();
            string session = await OpenAsync(client, i % 3 == 0 ? Udp : Tcp);
            if (i % 5 != 0)
                await PlayAsync(client, session);
            if (i % 2 == 0)
                Assert.Equal(200, (await client.AskAsync($"TEARDOWN rtsp://h/song RTSP/1.0\nCSeq: 3\nSession: {session}")).Status);
            else
                client.Reset();
        }

        rig.Time.Advance(TimeSpan.FromSeconds(62));
        await rig.CheckEmptyAsync();
        Assert.Equal(Count, rig.Server.Counters.SessionsOpened);
    }

    [Fact]
    public async Task One_session_used_by_many_connections_at_once_stays_whole()
    {
        await using ControlRig rig = await ControlRig.StartAsync();
        using WireClient first = await rig.ConnectAsync();
        string session = await OpenAsync(first, Udp);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using WireClient client = await rig.ConnectAsync();
            for (int n = 0; n < 25; n++)
            {
                string request = (n + i) % 3 == 0 ? "PAUSE rtsp://h/song RTSP/1.0" : $"PLAY rtsp://h/song RTSP/1.0\nRange: npt={n % 9}-";
                Assert.Equal(200, (await client.AskAsync($"{request}\nCSeq: {n}\nSession: {session}")).Status);
            }

            await SettleAsync(client);
        }));
        Assert.Equal(rig.Delivery.Running.Count, rig.Server.Counters.SessionsPlaying);
        Assert.Equal(200, (await first.AskAsync($"TEARDOWN rtsp://h/song RTSP/1.0\nCSeq: 99\nSession: {session}")).Status);
        await ControlRig.UntilAsync(() => rig.Delivery.Known == 0, "it has said goodbye");
    }

    [Fact]
    public async Task A_server_that_stops_says_goodbye_to_all()
    {
        FakeDelivery delivery;
        await using (ControlRig rig = await ControlRig.StartAsync())
        {
            delivery = rig.Delivery;
            using WireClient client = await rig.ConnectAsync();
            await PlayAsync(client, await OpenAsync(client, Udp));
        }

        Assert.Equal(1, delivery.Byes);
    }

    private static async Task<string> OpenAsync(WireClient client, string transport)
    {
        RtspResponse response = await client.AskAsync($"SETUP rtsp://h/song RTSP/1.0\nCSeq: 1\nTransport: {transport}");
        Assert.Equal(200, response.Status);
        return response.Headers["Session"]!.Split(';')[0];
    }

    private static async Task PlayAsync(WireClient client, string session)
    {
        RtspResponse response = await client.AskAsync($"PLAY rtsp://h/song RTSP/1.0\nCSeq: 2\nSession: {session}");
        Assert.Equal(200, response.Status);
        Assert.NotNull(response.Headers["RTP-Info"]);
        await SettleAsync(client);
    }

    /// <summary>What an answer brings about follows it: it is done when the next request of the connection is answered.</summary>
    private static async Task SettleAsync(WireClient client) =>
        Assert.Equal(200, (await client.AskAsync("OPTIONS * RTSP/1.0\nCSeq: 99")).Status);
}
