using System.Globalization;
using Streaming.Ffmpeg.Processes;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Takes pictures from one stream of a file, upright and in their right shape.</summary>
/// <param name="input">How ffmpeg opens the file.</param>
/// <param name="stream">Within the file.</param>
/// <param name="folder">For files on the way; of this caller alone.</param>
internal sealed class StillMaker(IReadOnlyList<string> input, int stream, string folder)
{
    /// <summary>Two seconds of film: of so many pictures the one that is most like all of them is taken, which is none of a flash.
    /// Scaled down before, they are 35 MB.</summary>
    private const int Choice = 50;

    private const string CoverFile = "still-cover.jpg", SmallFile = "still-small.jpg", GreyFile = "still.grey";

    /// <summary>The picture at a place, or one soon behind it; null where there is none.</summary>
    /// <param name="seconds">Null: the first, as it is.</param>
    public async Task<Still?> TakeAsync(double? seconds, CancellationToken cancellation)
    {
        string[] files = [CoverFile, SmallFile, GreyFile];
        try
        {
            FfmpegOutput output = await FfmpegProcess.RunAsync(FfmpegProcess.Ffmpeg, Arguments(seconds), folder, null, cancellation);
            byte[][] read = [.. files.Select(Read)];
            return output.ExitCode == 0 && Array.TrueForAll(read, bytes => bytes.Length > 0) ? new(read[0], read[1], read[2]) : null;
        }
        finally
        {
            foreach (string file in files)
                File.Delete(Path.Combine(folder, file));
        }
    }

    private List<string> Arguments(double? seconds)
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-y", "-v", "error"];
        if (seconds is { } at)
            arguments.AddRange(["-ss", at.ToString("0.###", CultureInfo.InvariantCulture)]);
        const string wide = "min(640,iw*sar)";
        string choose = seconds is null ? "" : $",thumbnail=n={Choice}";
        arguments.AddRange(
        [
            .. input, "-filter_complex",
            $"[0:{stream}]scale=w='max(2,trunc({wide}/2)*2)':h='max(2,trunc({wide}*ih/(iw*sar)/2)*2)',setsar=1{choose},split=3[a][b][c];"
                + "[a]copy[cover];[b]scale=320:320:force_original_aspect_ratio=decrease:force_divisible_by=2[small];"
                + "[c]scale=16:16:flags=area,format=gray[grey]",
            .. Jpeg("[cover]", CoverFile), .. Jpeg("[small]", SmallFile),
            "-map", "[grey]", "-frames:v", "1", "-c:v", "rawvideo", "-f", "rawvideo", GreyFile,
        ]);
        return arguments;
    }

    private static string[] Jpeg(string from, string file) =>
        ["-map", from, "-frames:v", "1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3", "-f", "image2", "-update", "1", file];

    private byte[] Read(string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllBytes(path) : [];
    }
}
