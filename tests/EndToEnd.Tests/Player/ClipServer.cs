using Streaming.EndToEnd.Tests.Player;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

[assembly: AssemblyFixture(typeof(ClipServer))]

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>One server with a small film in every coding.</summary>
public sealed class ClipServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningServer? _server;

    private string Data => Path.Combine(_folder.Path, "data");

    /// <summary>The clips that a title each is made of.</summary>
    public static IEnumerable<string> Clips => TestClips.Names;

    internal RunningServer Server => _server!;

    /// <summary>Extensions differ where names do not always: each clip gets its coding's name as its own.</summary>
    public static string Title(string clip) => Path.GetFileNameWithoutExtension(clip);

    /// <summary>The folder of the title that the server has made of it.</summary>
    public string Stored(string clip) => Path.Combine(Data, "titles", Title(clip));

    public async ValueTask InitializeAsync()
    {
        string library = Directory.CreateDirectory(Path.Combine(_folder.Path, "library")).FullName;
        foreach (string clip in Clips)
            File.Copy(TestClips.Find(clip), Path.Combine(library, clip));
        _server = await RunningServer.StartAsync(library, Data);
        await _server.WaitForTitlesAsync(Clips.Count());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }
}
