using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Streaming.EndToEnd.Tests.Player;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Primitives.Chance;

namespace Streaming.EndToEnd.Tests.Disturbances;

/// <summary>What goes wrong around a session stays there: the others get their whole film.</summary>
public sealed class DisturbanceTests(DisturbedServer house) : IClassFixture<DisturbedServer>
{
    [Fact]
    public async Task A_film_deleted_while_it_plays_plays_on_to_its_end()
    {
        string film = await house.AddAsync("deleted");
        Task<ProgramResult> viewer = OwnPlayer.PlayAsync(house.Server.Address("deleted"), "--verify", film);
        await house.WaitUntilPlayingAsync("deleted");

        File.Delete(Path.Combine(house.Library, "deleted.mp4"));
        Directory.Delete(Path.Combine(house.Data, "titles", "deleted"), recursive: true);

        ProgramResult run = await viewer;
        Assert.True(run.ExitCode == 0, $"{run}\n{run.Output}\n{house.Server.Log}");
    }

    [Fact]
    public async Task A_film_cut_short_while_it_plays_ends_its_own_session_and_no_other()
    {
        string other = await house.AddAsync("other");
        await house.AddAsync("cut");
        Task<ProgramResult> unharmed = OwnPlayer.PlayAsync(house.Server.Address("other"), "--verify", other);
        Task<(ProgramResult Run, JsonElement Report)> harmed = OwnPlayer.ReportAsync(house.Server.Address("cut"));
        await house.WaitUntilPlayingAsync("cut");
        await house.WaitUntilPlayingAsync("other");

        foreach (string samples in Directory.GetFiles(Path.Combine(house.Data, "titles", "cut"), "*.samples"))
        {
            using FileStream file = new(samples, FileMode.Open, FileAccess.Write);
            file.SetLength(1_000);
        }

        (_, JsonElement report) = await harmed;
        double lasted = report.GetProperty("wallMs").GetDouble();
        Assert.True(lasted < DisturbedServer.Length.TotalMilliseconds, "the session went on without its film");
        ProgramResult run = await unharmed;
        Assert.True(run.ExitCode == 0, $"{run}\n{run.Output}\n{house.Server.Log}");
    }

    [Fact]
    public async Task Garbage_on_the_media_ports_disturbs_nobody()
    {
        string film = await house.AddAsync("noise");
        using PlainRtsp rtsp = await PlainRtsp.ConnectAsync(house.Server.RtspPort);
        string answer = await rtsp.AskAsync($"""
            SETUP {house.Server.Address("noise")}/trackID=1 RTSP/1.0
            CSeq: 1
            Transport: RTP/AVP;unicast;client_port=40000-40001
            """);
        (int rtp, int rtcp) = PlainRtsp.ServerPorts(answer);
        Task<ProgramResult> viewer = OwnPlayer.PlayAsync(house.Server.Address("noise"), "--transport", "udp", "--verify", film);
        await house.WaitUntilPlayingAsync("noise");

        SeededRandom random = new(20_26);
        using UdpClient sender = new();
        byte[] noise = new byte[1_200];
        for (int i = 0; i < 4_000; i++)
        {
            random.Fill(noise);
            noise[0] = (byte)(0x80 | (noise[0] & 0x3f)); // the right version, so that more of it is read
            noise[1] = (byte)(200 + random.Next(8));
            IPEndPoint port = new(IPAddress.Loopback, i % 2 == 0 ? rtp : rtcp);
            await sender.SendAsync(noise.AsMemory(0, random.Next(noise.Length)), port, TestContext.Current.CancellationToken);
        }

        ProgramResult run = await viewer;
        Assert.True(run.ExitCode == 0, $"{run}\n{run.Output}\n{house.Server.Log}");
    }

    [Fact]
    public async Task A_viewer_who_is_kicked_is_told_and_the_session_is_gone()
    {
        await house.AddAsync("kicked");
        Task<(ProgramResult Run, JsonElement Report)> viewer = OwnPlayer.ReportAsync(house.Server.Address("kicked"));
        string session = await house.WaitUntilPlayingAsync("kicked");

        Uri address = new($"api/v1/sessions/{session}/kick", UriKind.Relative);
        using HttpResponseMessage kick = await house.Server.Http.PostAsync(address, null, TestContext.Current.CancellationToken);

        Assert.True(kick.IsSuccessStatusCode, $"{kick.StatusCode}");
        (_, JsonElement report) = await viewer;
        Assert.True(report.GetProperty("wallMs").GetDouble() < DisturbedServer.Length.TotalMilliseconds, "the player went on");
        JsonElement sessions = await house.Server.GetJsonAsync("api/v1/sessions");
        Assert.DoesNotContain(sessions.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == session);
    }
}
