using Streaming.EndToEnd.Tests.Tools;
using Streaming.Ffmpeg;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>One server with the sample film, twice: a list to choose from has more than one title.</summary>
public sealed class WindowServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningServer? _server;

    internal RunningServer Server => _server!;

    /// <summary>The film's file.</summary>
    public string Film => Path.Combine(_folder.Path, "library", "sample.mp4");

    public async ValueTask InitializeAsync()
    {
        string library = Path.Combine(_folder.Path, "library");
        await SampleFilm.MakeAsync(Film, TestContext.Current.CancellationToken);
        File.Copy(Film, Path.Combine(library, "another.mp4"));
        _server = await RunningServer.StartAsync(library, Path.Combine(_folder.Path, "data"));
        await _server.WaitForTitlesAsync(2);
    }

    /// <summary>What the film shows at a time, or what a picture's file holds, as ffmpeg decodes it.</summary>
    internal static async Task<ScreenShot> DecodeAsync(string path, TimeSpan at, int width, int height)
    {
        using TemporaryFolder folder = new();
        string raw = Path.Combine(folder.Path, "picture.rgb");
        ProgramResult run = await ForeignProgram.RunAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-ss", $"{at.TotalSeconds:0.000}", "-i", path, "-frames:v", "1", "-s", $"{width}x{height}",
                "-pix_fmt", "rgb24", "-f", "rawvideo", raw],
            TimeSpan.FromSeconds(30));
        Assert.True(run.ExitCode == 0, $"{run}");
        return new(width, height, await File.ReadAllBytesAsync(raw));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }
}
