using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Storage;

/// <summary>Where the stored titles lie: <c>DATA/titles/ID/</c>, one folder each, made under another name and renamed when whole.</summary>
public sealed class TitleFolders(string data)
{
    public const string IndexName = "title.index";

    /// <summary>The folder that holds one folder for each title.</summary>
    public string Root { get; } = Path.Combine(Path.GetFullPath(data), "titles");

    /// <summary>The folder of a title; it need not exist. An id that is no slug has none: ids come from the network.</summary>
    public string? Of(string id) => Slug.IsSlug(id) ? Path.Combine(Root, id) : null;

    /// <summary>Reads the facts of a stored title; null where there is no whole one.</summary>
    public Title? Facts(string id)
    {
        if (Of(id) is not { } folder || !File.Exists(Path.Combine(folder, IndexName)))
            return null;
        try
        {
            using FileSource index = new(Path.Combine(folder, IndexName));
            return MediaIndexFile.TryReadTitle(index, out Title? title, out _) && title.Id == id ? title : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the whole index of a stored title, checking that its sample files are there in their right size; null where it is
    /// damaged.</summary>
    public MediaIndex? Index(string id)
    {
        if (Facts(id) is not { } facts || Of(id) is not { } folder || !facts.Tracks.All(track => IsWhole(folder, track)))
            return null;
        try
        {
            using FileSource stored = new(Path.Combine(folder, IndexName));
            return MediaIndexFile.TryRead(stored, out MediaIndex? index, out _) ? index : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The ids of all folders there are, whole or damaged.</summary>
    public IEnumerable<string> Ids() =>
        Directory.Exists(Root) ? Directory.EnumerateDirectories(Root).Select(Path.GetFileName).OfType<string>().Where(Slug.IsSlug) : [];

    private static bool IsWhole(string folder, Track track)
    {
        FileInfo file = new(Path.Combine(folder, track.SampleFile));
        return file.Exists && file.Length == track.SampleFileSize;
    }
}
