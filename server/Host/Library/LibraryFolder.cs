using Streaming.Ffmpeg.Importing;

namespace Streaming.Server.Host.Library;

/// <summary>What in a folder of films is a film: files of media, by extension, and <c>name.title</c> folders, at any depth.</summary>
/// <remarks>
/// Notes, pictures, subtitles and half-downloaded files lie in such folders too; what looks like none of ours is not even opened. What is
/// hidden (a leading dot) is left alone. Whoever has a film with another extension imports it by name.
/// </remarks>
internal static class LibraryFolder
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".ts", ".m2ts", ".mts", ".mpg", ".mpeg", ".vob", ".avi", ".flv", ".wmv", ".asf", ".3gp",
        ".3g2", ".ogg", ".ogv", ".oga", ".mxf", ".mp3", ".m4a", ".mka", ".aac", ".flac", ".wav", ".wma", ".opus", ".aif", ".aiff",
    };

    public static bool IsSource(string path)
    {
        string name = Path.GetFileName(path);
        return !name.StartsWith('.') && (IsTitleFolder(path) || Extensions.Contains(Path.GetExtension(name)));
    }

    /// <summary>Absolute paths, in the order of their names.</summary>
    public static IEnumerable<string> Sources(string folder)
    {
        EnumerationOptions options = new() { IgnoreInaccessible = true };
        foreach (string entry in Directory.EnumerateFileSystemEntries(Path.GetFullPath(folder), "*", options).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(entry).StartsWith('.'))
                continue;
            if (IsTitleFolder(entry) || File.Exists(entry))
            {
                if (IsSource(entry))
                    yield return entry;
                continue;
            }

            // A link may lead back up; films behind links to folders are found where they lie.
            if (new DirectoryInfo(entry).LinkTarget is null)
            {
                foreach (string below in Sources(entry))
                    yield return below;
            }
        }
    }

    private static bool IsTitleFolder(string path) =>
        path.EndsWith(TitleSource.FolderSuffix, StringComparison.OrdinalIgnoreCase) && Directory.Exists(path);
}
