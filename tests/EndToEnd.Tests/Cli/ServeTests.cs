using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Cli;

/// <summary>The server from its start to its end.</summary>
public sealed partial class ServeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_it_cleanly_within_three_seconds(string signal)
    {
        await using ServerProgram server = Serve();
        await server.LineAsync("http://");
        if (signal == "INT" && server.IgnoresInterrupt())
            Assert.Skip("skipped: these tests run in the background of a script, where Ctrl-C is ignored");

        Stopwatch elapsed = Stopwatch.StartNew();
        server.Signal(signal);
        Assert.Equal(0, await server.ExitAsync());
        Assert.InRange(elapsed.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Empty(server.Errors);
    }

    [Theory]
    [InlineData("--http", "HTTP")]
    [InlineData("--rtsp", "RTSP")]
    public async Task A_port_in_use_is_named_with_the_flag_that_changes_it(string flag, string name)
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using ServerProgram server = Serve("--host", "127.0.0.1", flag, port.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(1, await server.ExitAsync());
        Assert.Equal([$"port {port} ({name}) is in use: stop the other program, or choose another with {flag} PORT"], server.Errors);
        Assert.DoesNotContain(server.Output, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Media_ports_in_use_are_named_with_the_flag_that_changes_them()
    {
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        int port;
        do
        {
            using Socket trial = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            trial.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)trial.LocalEndPoint!).Port;
        }
        while (port % 2 == 0);

        // The odd one, where reports would be taken.
        other.Bind(new IPEndPoint(IPAddress.Loopback, port));
        await using ServerProgram server = Serve("--host", "127.0.0.1", "--rtp", (port - 1).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(1, await server.ExitAsync());
        string error = Assert.Single(server.Errors);
        Assert.Contains($"{port - 1} and {port}", error, StringComparison.Ordinal);
        Assert.Contains("--rtp", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_addresses_it_prints_answer()
    {
        await ClipAsync("clip.mp4");
        await using ServerProgram server = Serve();
        Uri http = new(Address(await server.LineAsync("http://")));
        Uri rtsp = new(Address(await server.LineAsync("rtsp://")));
        Assert.Equal("/clip", rtsp.AbsolutePath);

        using HttpClient client = new() { BaseAddress = http };
        JsonElement title = JsonElement.Parse(await client.GetStringAsync("api/v1/titles", Stop)).GetProperty("items")[0];
        Assert.Equal($"rtsp://127.0.0.1:{rtsp.Port}/clip", title.GetProperty("rtsp").GetString());

        using TcpClient control = new();
        await control.ConnectAsync(rtsp.Host, rtsp.Port, Stop);
        await control.GetStream().WriteAsync("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"u8.ToArray(), Stop);
        using StreamReader reader = new(control.GetStream());
        Assert.Equal("RTSP/1.0 200 OK", await reader.ReadLineAsync(Stop));
    }

    [Fact]
    public async Task Machines_get_a_log_of_nothing_but_objects()
    {
        await ClipAsync("clip.mp4");
        await using ServerProgram server = Serve("--log-format", "json");
        string ready = await server.LineAsync("can be played");
        server.Signal("TERM");
        Assert.Equal(0, await server.ExitAsync());
        Assert.StartsWith("rtsp://127.0.0.1:", JsonElement.Parse(ready).GetProperty("rtsp").GetString(), StringComparison.Ordinal);
        Assert.All(server.Output, line => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(line).ValueKind));
    }

    [Fact]
    public async Task A_changed_configuration_is_applied_and_a_broken_one_is_ignored()
    {
        string configuration = Path.Combine(_folder.Path, "streaming.yml");
        await File.WriteAllTextAsync(configuration, "log:\n  level: info\n", Stop);
        await ClipAsync("more/late.mp4");
        await using ServerProgram server = Serve("--library-from-file");
        await server.LineAsync("http://");

        await File.WriteAllTextAsync(configuration, "library: nothing\nlog:\n  level: loud\n", Stop);
        await server.LineAsync("streaming.yml:3: 'loud' is not one of trace, debug, info, warning, error, none ('log.level')");
        await server.LineAsync("streaming.yml has changed and is wrong: it is ignored until it is right");

        await File.WriteAllTextAsync(configuration, "library: [films, more]\nrtp:\n  maxPacket: 1200\n", Stop);
        await server.LineAsync("streaming.yml has changed: library applied");
        await server.LineAsync("rtp.maxPacket changed: takes effect when the server is started again");
        await server.LineAsync("/late");
    }

    [Fact]
    public async Task A_viewer_can_be_seen_and_sent_away()
    {
        await ClipAsync("clip.mp4");
        await using ServerProgram server = Serve();
        using HttpClient client = new() { BaseAddress = new(Address(await server.LineAsync("http://"))) };
        string url = Address(await server.LineAsync("rtsp://"));
        using Process viewer = Process.Start("ffmpeg", ["-v", "quiet", "-nostdin", "-rtsp_transport", "udp", "-i", url, "-f", "null", "-"]);
        try
        {
            string playing = await server.LineAsync("playing 'clip'");
            string id = Session().Match(playing).Groups[1].Value;
            JsonElement session = JsonElement.Parse(await client.GetStringAsync($"api/v1/sessions/{id}", Stop));
            Assert.Equal("clip", session.GetProperty("title").GetString());
            Assert.Equal("playing", session.GetProperty("state").GetString());
            Assert.Equal("udp", session.GetProperty("streams")[0].GetProperty("transport").GetString());

            using HttpResponseMessage kick = await client.PostAsync($"api/v1/sessions/{id}/kick", null, Stop);
            Assert.Equal(HttpStatusCode.NoContent, kick.StatusCode);
            await server.LineAsync($"[session {id}] closed");
            Assert.Equal(0, JsonElement.Parse(await client.GetStringAsync("api/v1/sessions", Stop)).GetProperty("itemCount").GetInt32());

            // It heard the BYE: without one it would wait for media until its own timeout.
            await viewer.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(10), Stop);
        }
        finally
        {
            if (!viewer.HasExited)
                viewer.Kill();
        }
    }

    [GeneratedRegex(@"\[session ([0-9a-f]{8})\]")]
    private static partial Regex Session();

    /// <summary>The address at the beginning of a line.</summary>
    private static string Address(string line) => line[..line.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>Twenty seconds of a small picture, made by ffmpeg.</summary>
    private async Task ClipAsync(string name)
    {
        string path = Path.Combine(_folder.Path, name.Contains('/', StringComparison.Ordinal) ? name : $"films/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string picture = "testsrc2=size=160x120:rate=10:duration=20";
        using Process ffmpeg = Process.Start(
            "ffmpeg", ["-v", "error", "-nostdin", "-f", "lavfi", "-i", picture, "-pix_fmt", "yuv420p", path]);
        await ffmpeg.WaitForExitAsync(Stop);
        Assert.Equal(0, ffmpeg.ExitCode);
    }

    /// <summary>On free ports, with a library and a data folder of its own; flags named again win.</summary>
    private ServerProgram Serve(params string[] arguments)
    {
        List<string> all = ["serve", "--data", "data"];
        Directory.CreateDirectory(Path.Combine(_folder.Path, "films"));
        if (arguments is ["--library-from-file"])
            arguments = [];
        else
            all.AddRange(["--library", "films"]);
        foreach (string flag in (string[])["--rtsp", "--rtp", "--http"])
        {
            if (!arguments.Contains(flag))
                all.AddRange([flag, "0"]);
        }

        return ServerProgram.Start(_folder.Path, [.. all, .. arguments]);
    }
}
