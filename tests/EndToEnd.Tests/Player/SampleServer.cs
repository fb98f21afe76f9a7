using Streaming.EndToEnd.Tests.Tools;
using Streaming.Ffmpeg;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>A server with the sample film, whose flashes and beeps tell whether sound and picture are together.</summary>
public sealed class SampleServer : IAsyncLifetime
{
    public const string Title = "sample";

    private readonly TemporaryFolder _folder = new();
    private RunningServer? _server;

    internal RunningServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        string library = Directory.CreateDirectory(Path.Combine(_folder.Path, "library")).FullName;
        await SampleFilm.MakeAsync(Path.Combine(library, $"{Title}.mp4"), TestContext.Current.CancellationToken);
        _server = await RunningServer.StartAsync(library, Path.Combine(_folder.Path, "data"));
        await _server.WaitForTitlesAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }
}
