using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Testing;

namespace Streaming.World.Tests.Theatre;

/// <summary>One real film, imported into a folder that is gone afterwards.</summary>
internal sealed class StoredCatalogue : ICatalogue, IDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly MediaIndex _index;
    private readonly Dictionary<int, IByteSource> _films;

    private StoredCatalogue(TemporaryFolder folder, MediaIndex index, Dictionary<int, IByteSource> films)
    {
        _folder = folder;
        _index = index;
        _films = films;
    }

    public IReadOnlyList<Title> Titles => [_index.Title];

    public MediaIndex Index => _index;

    public static async Task<StoredCatalogue> ImportAsync(string path, ImportOptions? options = null)
    {
        TemporaryFolder folder = new();
        TitleFolders folders = new(folder.Path);
        ImportResult result = await new Importer(folders, options ?? new()).ImportAsync(path, null, CancellationToken.None);
        ImportResult.Imported imported = Assert.IsType<ImportResult.Imported>(result);
        MediaIndex? index = folders.Index(imported.Title.Id);
        Assert.NotNull(index);
        string stored = folders.Of(imported.Title.Id)!;
        return new(folder, index, index.Tracks.ToDictionary(
            track => track.Track.Id, IByteSource (track) => new FileSource(Path.Combine(stored, track.Track.SampleFile))));
    }

    public OpenTitle? Open(string id) => id == _index.Title.Id ? new(_index, _films) : null;

    public void Dispose()
    {
        foreach (IByteSource film in _films.Values)
            ((FileSource)film).Dispose();
        _folder.Dispose();
    }
}
