using System.Buffers;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg;

/// <summary>A title imported for one test, with its files.</summary>
internal sealed class StoredTitle : IDisposable
{
    private readonly TemporaryFolder _data;
    private readonly Dictionary<int, FileSource> _files;

    private StoredTitle(TemporaryFolder data, MediaIndex index, IReadOnlyList<string> notes)
    {
        _data = data;
        Index = index;
        Notes = notes;
        Folder = Path.Combine(data.Path, "titles", index.Title.Id);
        _files = index.Title.Tracks.ToDictionary(track => track.Id, track => new FileSource(Path.Combine(Folder, track.SampleFile)));
    }

    public MediaIndex Index { get; }

    public Title Title => Index.Title;

    public IReadOnlyList<string> Notes { get; }

    public string Folder { get; }

    public static async Task<StoredTitle> ImportAsync(string source, ImportOptions? options = null)
    {
        TemporaryFolder data = new();
        TitleFolders folders = new(data.Path);
        Importer importer = new(folders, options ?? new());
        ImportResult result = await importer.ImportAsync(source, null, TestContext.Current.CancellationToken);
        ImportResult.Imported imported = Assert.IsType<ImportResult.Imported>(result);
        MediaIndex? index = folders.Index(imported.Title.Id);
        Assert.NotNull(index);
        return new StoredTitle(data, index, imported.Notes);
    }

    public TrackIndex Only(TrackKind kind) => Assert.Single(Index.Tracks, track => track.Track.Kind == kind);

    /// <summary>The canonical bytes of one sample.</summary>
    public byte[] Sample(TrackIndex track, int sample)
    {
        ArrayBufferWriter<byte> bytes = new();
        Assert.True(SampleReader.TryRead(track, sample, _files[track.Track.Id], bytes));
        Assert.Equal(SampleReader.Size(track, sample), bytes.WrittenCount);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The canonical bytes of a whole track.</summary>
    public byte[] Bytes(TrackIndex track) =>
        [.. Enumerable.Range(0, track.Samples.Length).SelectMany(sample => Sample(track, sample))];

    public void Dispose()
    {
        foreach (FileSource file in _files.Values)
            file.Dispose();
        _data.Dispose();
    }
}
