using System.Diagnostics;
using System.Globalization;

namespace Streaming.Ffmpeg.Storage;

/// <summary>Ends what a killed import has left running: its ffmpeg does not notice that nobody waits for it any more.</summary>
/// <remarks>Every child of an import works in the import's own folder, and nobody else does; Linux tells who works where.</remarks>
internal static class Orphans
{
    private const string ProcessFolder = "/proc";

    public static void EndIn(string folder)
    {
        if (!Directory.Exists(ProcessFolder))
            return;
        foreach (string entry in Directory.EnumerateDirectories(ProcessFolder))
        {
            bool isProcess = int.TryParse(Path.GetFileName(entry), NumberStyles.None, CultureInfo.InvariantCulture, out int id);
            if (isProcess && WorksIn(entry, folder))
                End(id);
        }
    }

    private static bool WorksIn(string entry, string folder)
    {
        try
        {
            return new FileInfo(Path.Combine(entry, "cwd")).LinkTarget == folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // another user's, or gone
        }
    }

    private static void End(int id)
    {
        try
        {
            using Process orphan = Process.GetProcessById(id);
            orphan.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
