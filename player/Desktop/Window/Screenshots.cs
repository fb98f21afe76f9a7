using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Window;

/// <summary>Keeps pictures as files.</summary>
internal static class Screenshots
{
    // Longer names make paths that some systems refuse.
    private const int LongestName = 80;

    /// <summary>Writes a picture as PNG into a folder, named after its film and time.</summary>
    /// <param name="rotation">Clockwise, in degrees: the picture is kept upright.</param>
    /// <param name="folder">Null for the viewer's pictures, or the current folder where there are none.</param>
    /// <returns>Where it lies.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static string Keep(VideoFrame picture, string name, MediaTime at, int rotation, string? folder)
    {
        folder ??= UsualFolder();
        Directory.CreateDirectory(folder);
        string path = FreePath(folder, FileName(name, at));
        using FileStream file = new(path, FileMode.CreateNew);
        file.Write(PngWriter.Write(picture, rotation));
        return path;
    }

    /// <summary>"Sample film 1-02-07.480": what no system forbids in a file's name.</summary>
    internal static string FileName(string name, MediaTime at)
    {
        string clean = string.Concat(name.Select(each => char.IsControl(each) || "/\\:*?\"<>|".Contains(each) ? ' ' : each)).Trim('.', ' ');
        if (clean.Length > LongestName)
            clean = clean[..LongestName].TrimEnd();
        TimeSpan time = TimeSpan.FromTicks(Math.Max(0, at.Ticks));
        string text = $"{(int)time.TotalHours}-{time.Minutes:00}-{time.Seconds:00}.{time.Milliseconds:000}";
        return clean.Length > 0 ? $"{clean} {text}" : text;
    }

    private static string FreePath(string folder, string name)
    {
        string path = Path.Combine(folder, name + ".png");
        for (int i = 2; File.Exists(path); i++)
            path = Path.Combine(folder, $"{name} ({i}).png");
        return path;
    }

    private static string UsualFolder()
    {
        string pictures = Environment.GetFolderPath(Environment.SpecialFolder.MyPictures);
        return pictures.Length > 0 && Directory.Exists(pictures) ? pictures : Environment.CurrentDirectory;
    }
}
