using Streaming.Player.Reporting;

namespace Streaming.Player.Desktop.Commands;

/// <summary>The file that <c>--report</c> names.</summary>
internal static class ReportFile
{
    /// <summary>What may fail for reasons of the command line fails before anything is played.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Check(string? path)
    {
        if (path is null)
            return;
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        if (!Directory.Exists(folder))
            throw new UsageException($"--report {path}: there is no folder {folder}");
        if (Directory.Exists(path))
            throw new UsageException($"--report {path}: that is a folder; name a file");
    }

    /// <returns>False, and said so, where it could not be written.</returns>
    public static async Task<bool> WriteAsync(string? path, ReceiverReport report, TextWriter errors)
    {
        if (path is null)
            return true;
        try
        {
            await File.WriteAllTextAsync(path, ReportJson.Write(report) + Environment.NewLine);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"--report {path}: {fault.Message}");
            return false;
        }
    }
}
