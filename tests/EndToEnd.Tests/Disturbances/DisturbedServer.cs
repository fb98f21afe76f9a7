using System.Diagnostics;
using System.Text.Json;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Disturbances;

/// <summary>A server whose films may be harmed, each by one test only.</summary>
public sealed class DisturbedServer : IAsyncLifetime
{
    /// <summary>Long enough to be disturbed in the middle.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private RunningServer? _server;
    private string _film = "";

    internal RunningServer Server => _server!;

    public string Library => Path.Combine(_folder.Path, "library");

    public string Data => Path.Combine(_folder.Path, "data");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Library);
        _film = Path.Combine(_folder.Path, "film.mp4");
        await ForeignProgram.RunAsync(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=size=320x180:rate=25:duration={Length.TotalSeconds}",
                "-f", "lavfi", "-i", $"sine=frequency=440:sample_rate=48000:duration={Length.TotalSeconds}",
                "-c:v", "libx264", "-preset", "veryfast", "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "aac", _film,
            ],
            Patience);
        _server = await RunningServer.StartAsync(Library, Data);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Puts a film into the library under a name, as an operator would, and waits until it is an address.</summary>
    /// <returns>A copy of it that nobody harms.</returns>
    public async Task<string> AddAsync(string title)
    {
        File.Copy(_film, Path.Combine(Library, title + ".mp4"));
        await UntilAsync(
            $"title {title}",
            async () => (await ItemsAsync("titles")).Any(item => item.GetProperty("id").GetString() == title));
        return _film;
    }

    /// <summary>Waits until a session of the title has sent for a while.</summary>
    /// <returns>The session's id.</returns>
    public async Task<string> WaitUntilPlayingAsync(string title)
    {
        string id = "";
        await UntilAsync($"session of {title}", async () =>
        {
            foreach (JsonElement item in await ItemsAsync("sessions"))
            {
                if (item.GetProperty("title").GetString() == title && SentPackets(item) > 100)
                    id = item.GetProperty("id").GetString()!;
            }

            return id.Length > 0;
        });
        return id;
    }

    private static long SentPackets(JsonElement session) =>
        session.GetProperty("streams").EnumerateArray().Sum(stream => stream.GetProperty("sentPackets").GetInt64());

    private async Task<IEnumerable<JsonElement>> ItemsAsync(string what) =>
        (await Server.GetJsonAsync($"api/v1/{what}?itemsPerPage=100")).GetProperty("items").EnumerateArray();

    private async Task UntilAsync(string what, Func<Task<bool>> isTrue)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(waited.Elapsed < Patience, $"no {what}:\n{Server.Log}");
            await Task.Delay(100);
        }
    }
}
