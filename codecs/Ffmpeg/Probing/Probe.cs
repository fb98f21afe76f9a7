using System.Text.Json;
using Streaming.Ffmpeg.Processes;

namespace Streaming.Ffmpeg.Probing;

/// <summary>Asks ffprobe what a file is.</summary>
public static class Probe
{
    /// <exception cref="MediaException">There is no such file, it is empty, or it is no media file.</exception>
    public static async Task<MediaFacts> ReadAsync(string path, CancellationToken cancellation)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            throw new MediaException(Directory.Exists(path) ? "a folder, not a media file" : "no such file");
        if (file.Length == 0)
            throw new MediaException("the file is empty");

        string[] arguments =
        [
            "-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters", "-show_data",
            "-protocol_whitelist", "file", "-i", "file:" + file.FullName,
        ];
        FfmpegOutput output = await FfmpegProcess.RunAsync(FfmpegProcess.Ffprobe, arguments, null, null, cancellation);
        if (output.ExitCode != 0)
            throw new MediaException($"not a media file that can be read: {output.Reason("file:" + file.FullName)}");
        try
        {
            using JsonDocument json = JsonDocument.Parse(output.Output);
            return ProbeReader.Read(file.FullName, json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new MediaException($"ffprobe's answer was not understood: {e.Message}");
        }
    }
}
