using System.Globalization;
using Streaming.Ffmpeg.Processes;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>A media file, or a <c>name.title/</c> folder, that makes a title.</summary>
public sealed class TitleSource
{
    public const string FolderSuffix = ".title";

    /// <summary>Raised whenever the importer would make something else of the same file: what is stored is then made anew.</summary>
    private const int ImporterVersion = 2;

    private static readonly string Maker = string.Create(CultureInfo.InvariantCulture, $"importer {ImporterVersion}, ladder ");

    private TitleSource(string path, bool isFolder)
    {
        Path = path;
        IsFolder = isFolder;
        BaseName = isFolder ? System.IO.Path.GetFileName(path)[..^FolderSuffix.Length] : System.IO.Path.GetFileNameWithoutExtension(path);
        Id = Slug.From(BaseName);
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public bool IsFolder { get; }

    /// <summary>The file name without its extension: the title's name unless the source has a better one.</summary>
    public string BaseName { get; }

    public string Id { get; }

    /// <exception cref="MediaException">There is nothing there, or a folder that is no title.</exception>
    public static TitleSource At(string path)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (Directory.Exists(full))
        {
            string name = System.IO.Path.GetFileName(full);
            return name.EndsWith(FolderSuffix, StringComparison.OrdinalIgnoreCase) && name.Length > FolderSuffix.Length
                ? new TitleSource(full, isFolder: true)
                : throw new MediaException("a folder, not a film: name a file, or a folder called NAME.title");
        }

        return File.Exists(full) ? new TitleSource(full, isFolder: false) : throw new MediaException("no such file");
    }

    /// <summary>Path, size and time of change of every file, and the options: equal text, equal title.</summary>
    public string Fingerprint(ImportOptions options) => $"{Maker}{options.Ladder}, {Stamps()}";

    /// <summary>Whether a title with this fingerprint is what an import would make now.</summary>
    /// <remarks>Who asks for no ladder gets the one that is there: a server that watches a folder must not throw away the renditions
    /// that somebody has imported a film with.</remarks>
    public bool IsCurrent(string fingerprint, ImportOptions options) => options.Ladder.IsAsked
        ? fingerprint == Fingerprint(options)
        : fingerprint.StartsWith(Maker, StringComparison.Ordinal) && fingerprint.EndsWith($", {Stamps()}", StringComparison.Ordinal);

    private string Stamps()
    {
        IEnumerable<string> files = IsFolder
            ? Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : [Path];
        return string.Join(", ", files.Select(file => new FileInfo(file)).Select(file => string.Create(
            CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")));
    }
}
