using System.Collections.Concurrent;
using Streaming.EndToEnd.Tests.Clients;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

[assembly: AssemblyFixture(typeof(FilmServer))]

// Films are played over UDP in real time: a flood of connections beside them would cost packets that no server lost.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Streaming.EndToEnd.Tests.Clients;

/// <summary>One server with every real film for all tests of this project, and what ffmpeg says of each file, asked once.</summary>
public sealed class FilmServer : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<string>>>> _known = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("streaming-films-").FullName;
    private RunningServer? _server;

    internal RunningServer Server
    {
        get
        {
            Assert.SkipUnless(_server is not null, "the real films are not here: set STREAMING_MEDIA to their folder");
            return _server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (!SharedMedia.Exists)
            return;
        string library = Directory.CreateDirectory(Path.Combine(_folder, "library")).FullName;
        foreach (FilmCase film in FilmCase.All)
            File.CreateSymbolicLink(Path.Combine(library, film.File), SharedMedia.Find(film.File));
        _server = await RunningServer.StartAsync(library, Path.Combine(_folder, "data"));
        await _server.WaitForTitlesAsync(FilmCase.All.Count);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal Task<IReadOnlyList<string>> PicturesOfAsync(FilmCase film) =>
        Known("v " + film.File, () => FrameHashes.PicturesAsync(SharedMedia.Find(film.File), TimeSpan.FromMinutes(3), film.FileOptions));

    internal Task<IReadOnlyList<string>> SoundOfAsync(FilmCase film) =>
        Known("a " + film.File, () => FrameHashes.CodedSoundAsync(SharedMedia.Find(film.File), TimeSpan.FromMinutes(3)));

    private Task<IReadOnlyList<string>> Known(string key, Func<Task<ProgramResult>> ask) =>
        _known.GetOrAdd(key, _ => new(async () => FrameHashes.Read(await ask()))).Value;
}
