using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>A server with two cuts of a real film, each with a smaller picture beside the stored one, and all its clients behind one
/// declared link.</summary>
public sealed class LinkedServer : IAsyncLifetime
{
    /// <summary>The stored picture with sound takes 1.14 Mb/s, the smaller one with sound about 0.4 Mb/s, sound alone 0.13 Mb/s.</summary>
    public const long Plenty = 20_000_000, RoomForTheSmallerTwice = 1_000_000, RoomForTheSmaller = 600_000, NoRoom = 60_000;

    public const string SmallerName = "180p";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private RunningServer? _server;

    internal RunningServer Server
    {
        get
        {
            Assert.SkipUnless(_server is not null, "the real films are not here: set STREAMING_MEDIA to their folder");
            return _server!;
        }
    }

    /// <summary>For what a test has to put somewhere.</summary>
    public string Folder => _folder.Path;

    /// <summary>34 s and 8 s of film.</summary>
    internal static (string Long, string Short) Titles => ("long", "short");

    public string FileOf(string title) => Path.Combine(_folder.Path, "library", $"{title}.mp4");

    public async ValueTask InitializeAsync()
    {
        if (!SharedMedia.Exists)
            return;
        Directory.CreateDirectory(Path.Combine(_folder.Path, "library"));
        await CutAsync(Titles.Long, 34);
        await CutAsync(Titles.Short, 8);
        await StartAsync();
    }

    /// <summary>Ends the server as a power cut does, and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        await StartAsync();
    }

    public Task<JsonElement> LinkAsync() => Server.GetJsonAsync("api/v1/links/access");

    public async Task SetRateAsync(long bits)
    {
        using HttpResponseMessage answer = await Server.Http.PatchAsJsonAsync("api/v1/links/access", new { bitsPerSecond = bits });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The sessions there are, the oldest first.</summary>
    public async Task<JsonElement[]> SessionsAsync() =>
        [.. (await Server.GetJsonAsync("api/v1/sessions")).GetProperty("items").EnumerateArray()];

    public async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waited.Elapsed < Patience, $"it never came to that: {what}\n{Server.Log}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync()
    {
        _server = await RunningServer.StartAsync(
            Path.Combine(_folder.Path, "library"), Path.Combine(_folder.Path, "data"),
            "--set", $"import.ladder={SmallerName}:250k",
            "--set", "qos.links=access 20Mb/s reservable=100% buffer=4M",
            "--set", "qos.subnets=127.0.0.0/8 access",
            "--set", "qos.profiles=WHOLE controlled-load 20Mb/s depth=100k");
        await _server.WaitForTitlesAsync(2);
    }

    private async Task CutAsync(string title, int seconds)
    {
        string[] copy = ["-map", "0:v:0", "-map", "0:a:0", "-c", "copy", "-t", $"{seconds}", FileOf(title)];
        ProgramResult cut = await ForeignProgram.RunAsync(
            "ffmpeg", ["-v", "error", "-i", SharedMedia.Find(SharedMedia.TwoLanguages), .. copy], Patience);
        Assert.True(cut.ExitCode == 0, $"ffmpeg: {cut}");
    }
}
