using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Streaming.Ffmpeg.Processes;

/// <summary>Runs ffmpeg or ffprobe as a child that dies with its caller's patience.</summary>
/// <remarks>
/// Arguments go as a list, so no name is ever read by a shell. Standard error is kept to its last lines: a broken film can fill
/// gigabytes with complaints. The child gets no standard input, or it would eat the terminal's keys.
/// </remarks>
internal static class FfmpegProcess
{
    public const string Ffmpeg = "ffmpeg";
    public const string Ffprobe = "ffprobe";

    private const int KeptComplaints = 32;

    /// <param name="folder">Where relative names in the arguments lie; null for the current folder.</param>
    /// <param name="onLine">Takes standard output line by line as it comes; null to have it whole in the answer.</param>
    /// <exception cref="MediaException">The tool is not installed.</exception>
    /// <exception cref="OperationCanceledException">The child has been killed and is gone.</exception>
    public static async Task<FfmpegOutput> RunAsync(
        string tool, IEnumerable<string> arguments, string? folder, Action<string>? onLine, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using Process process = Start(tool, arguments, folder);
        process.StandardInput.Close();
        Queue<string> complaints = new();
        StringBuilder output = new();
        Task errors = ReadLinesAsync(process.StandardError, line => Keep(complaints, line));
        Task lines = onLine is null
            ? ReadAllAsync(process.StandardOutput, output)
            : ReadLinesAsync(process.StandardOutput, onLine);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            await Task.WhenAll(errors, lines);
        }

        // On a terminal Ctrl-C reaches the child as well, which may be the first to end.
        cancellation.ThrowIfCancellationRequested();
        return new FfmpegOutput(process.ExitCode, output.ToString(), [.. complaints]);
    }

    private static Process Start(string tool, IEnumerable<string> arguments, string? folder)
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? "",
        };
        try
        {
            return Process.Start(start) ?? throw new MediaException($"{tool} did not start");
        }
        catch (Win32Exception)
        {
            throw new MediaException($"{tool} was not found: install it (Debian, Ubuntu: apt install ffmpeg)");
        }
    }

    private static async Task ReadLinesAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            onLine(line);
    }

    private static async Task ReadAllAsync(StreamReader reader, StringBuilder output) =>
        output.Append(await reader.ReadToEndAsync(CancellationToken.None));

    private static void Keep(Queue<string> complaints, string line)
    {
        complaints.Enqueue(line);
        if (complaints.Count > KeptComplaints)
            complaints.Dequeue();
    }
}
