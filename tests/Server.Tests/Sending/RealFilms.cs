using System.Collections.Concurrent;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing;

namespace Streaming.Server.Tests.Sending;

/// <summary>Indices of the real films, each imported once for all tests.</summary>
internal static class RealFilms
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<MediaIndex>>> Known = [];

    /// <summary>Skips the test where the films are not.</summary>
    public static Task<MediaIndex> IndexAsync(string film)
    {
        string path = SharedMedia.Find(film);
        return Known.GetOrAdd(film, _ => new(() => ImportAsync(path))).Value;
    }

    private static async Task<MediaIndex> ImportAsync(string path)
    {
        using TemporaryFolder folder = new();
        TitleFolders folders = new(folder.Path);
        Importer importer = new(folders, new ImportOptions { Traffic = TrafficAnalysis.Of });
        ImportResult result = await importer.ImportAsync(path, null, CancellationToken.None);
        return folders.Index(Assert.IsType<ImportResult.Imported>(result).Title.Id)!;
    }
}
