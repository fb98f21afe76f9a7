using System.Security.Cryptography;
using Streaming.Ffmpeg;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Processes;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Host.Commands;
using Streaming.Server.Traffic;

namespace Streaming.Lab.Titles;

/// <summary>Films as they are stored when they are imported, each made once: under <c>artifacts/lab</c>, by what they hold.</summary>
internal static class FilmCache
{
    private static readonly string Folder = Path.Combine(HomeFolder.Path, "artifacts", "lab");

    /// <summary>The film that this project makes of nothing.</summary>
    /// <exception cref="IOException">It cannot be made; the message says why.</exception>
    public static string Sample(CancellationToken stop)
    {
        string film = Path.Combine(Folder, "sample.mp4");
        try
        {
            if (!File.Exists(film))
                SampleFilm.MakeAsync(film, stop).GetAwaiter().GetResult();
            return film;
        }
        catch (Exception wrong) when (wrong is MediaException or UnauthorizedAccessException)
        {
            throw new IOException(wrong.Message, wrong);
        }
    }

    /// <exception cref="IOException">It cannot be read or imported; the message says which and why.</exception>
    public static ShelfTitle Open(string path, CancellationToken stop)
    {
        TitleFolders folders = new(Path.Combine(Folder, "films", Key(path)));
        ImportOptions options = new() { Traffic = TrafficAnalysis.Of };
        Title title = new Importer(folders, options).ImportAsync(path, null, stop).GetAwaiter().GetResult() switch
        {
            ImportResult.Imported imported => imported.Title,
            ImportResult.Unchanged stored => stored.Title,
            ImportResult.Failed failed => throw new IOException($"{path}: {failed.Why}"),
            _ => throw new InvalidOperationException("broken invariant: an import has one of three results"),
        };
        MediaIndex index = folders.Index(title.Id) ?? throw new IOException($"{path}: what was stored of it is damaged; try again");
        string folder = folders.Of(title.Id)!;
        return new(index, index.Tracks.ToDictionary(
            track => track.Track.Id, IByteSource (track) => new FileSource(Path.Combine(folder, track.Track.SampleFile))));
    }

    private static string Key(string path)
    {
        try
        {
            using FileStream film = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(film))[..16];
        }
        catch (UnauthorizedAccessException wrong)
        {
            throw new IOException(wrong.Message, wrong);
        }
    }
}
