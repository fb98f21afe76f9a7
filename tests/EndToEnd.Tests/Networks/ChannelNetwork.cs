using System.Diagnostics;
using System.Text.Json;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Networks;

/// <summary>A server with a channel of two cuts of a real film, in two renditions, and receivers on links of their own.</summary>
internal sealed class ChannelNetwork : IAsyncDisposable
{
    /// <summary>The stored picture takes 1.2 Mb/s with its headers and parity a fifth more, the smaller one a quarter of it.</summary>
    public const string SmallerName = "180p";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpCaller _http;

    private ChannelNetwork(TestNetwork network, string group) =>
        (Network, _http, Address) = (network, new(network.Server), $"rtsp://{Host(network.Server, group)}:8554/channels/news");

    public TestNetwork Network { get; }

    public HostedProgram Server { get; private set; } = null!;

    /// <summary>By the addresses of the group's family.</summary>
    public string Address { get; }

    /// <summary>Starts everything; when it completes the channel plays.</summary>
    /// <param name="source">Of a source-specific group.</param>
    public static async Task<ChannelNetwork> StartAsync(TestLink[] links, string group = "239.255.10.0", string source = "")
    {
        Assert.SkipUnless(SharedMedia.Exists, "the real films are not here: set STREAMING_MEDIA to their folder");
        ChannelNetwork made = new(await TestNetwork.StartAsync(links), group);
        try
        {
            await made.StartServerAsync(group, source);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Our player on a receiver, without a window.</summary>
    /// <param name="report">The file its report is written to, to be read by <see cref="ReportOf"/>.</param>
    public HostedProgram Play(int receiver, string report, params string[] more) => Network.Receivers[receiver].Start(
        "dotnet", [RunningServer.Program("Streaming.Player.Desktop"), "play", Address, "--headless", "--report", FileOf(report), .. more]);

    public string FileOf(string name) => Path.Combine(_folder.Path, name);

    public async Task<JsonElement> ReportOf(string name)
    {
        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(FileOf(name)));
        return report.RootElement.Clone();
    }

    /// <summary>What the server's API says.</summary>
    public Task<JsonElement> ApiAsync(string path) => _http.JsonAsync(path);

    public Task<string> TextAsync(string path) => _http.TextAsync(path);

    /// <summary>What it says of the channel's receivers, by address.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> ReceiversAsync() =>
        (await ApiAsync("/api/v1/channels/news/receivers")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("address").GetString()!.Split(':')[0]);

    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waited.Elapsed < Patience, $"it never came to that: {what}\n{Server.Output}");
            await Task.Delay(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
            await Server.DisposeAsync();
        await Network.DisposeAsync();
        _folder.Dispose();
    }

    private static string Host(NetworkHost host, string group) => group.Contains(':') ? $"[{host.AddressV6}]" : host.Address;

    private async Task StartServerAsync(string group, string source)
    {
        Directory.CreateDirectory(FileOf("library"));
        await CutAsync("first", 0, 20);
        await CutAsync("second", 30, 15);
        string links = string.Concat(Network.Receivers.Select((_, i) => $"\n    - 'hop{i + 1} 20Mb/s via=trunk'"));
        string subnets = string.Concat(Network.Receivers.Select(
            (host, i) => $"\n    - '{host.Address}/32 hop{i + 1}'\n    - '{host.AddressV6}/128 hop{i + 1}'"));
        await File.WriteAllTextAsync(FileOf("streaming.yml"), $"""
            library: [library]
            data: data
            rtsp:
              sessionTimeout: 15s
            import:
              ladder: '{SmallerName}:250k'
            qos:
              links:
                - 'trunk 100Mb/s'{links}
              subnets:{subnets}
            channels:
              news:
                play: [first, second]
                group: '{group}'
                source: '{source}'
                port: 20000
                ttl: 4
                interface: eth0
            """);
        Server = Network.Server.Start(
            "dotnet", RunningServer.Program("Streaming.Server.Host"), "serve", "--config", FileOf("streaming.yml"));
        await Server.LineAsync("rtsp://");
        await UntilAsync(
            "the channel plays", async () => (await ApiAsync("/api/v1/channels/news")).GetProperty("state").GetString() == "playing");
    }

    private async Task CutAsync(string title, int from, int seconds)
    {
        string file = Path.Combine(FileOf("library"), $"{title}.mp4");
        string[] copy = ["-map", "0:v:0", "-map", "0:a:0", "-c", "copy", "-t", $"{seconds}", file];
        ProgramResult cut = await ForeignProgram.RunAsync(
            "ffmpeg", ["-v", "error", "-ss", $"{from}", "-i", SharedMedia.Find(SharedMedia.TwoLanguages), .. copy], Patience);
        Assert.True(cut.ExitCode == 0, $"ffmpeg: {cut}");
    }
}
