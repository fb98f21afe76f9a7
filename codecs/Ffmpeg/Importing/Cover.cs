using System.Globalization;
using Streaming.Ffmpeg.Probing;
using Streaming.Ffmpeg.Processes;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Makes the picture that stands for a title: the cover in the file, else a frame of the film.</summary>
internal static class Cover
{
    public const string FileName = "cover.jpg";

    /// <summary>The name of the picture made in <paramref name="folder"/>; empty where there is nothing to show.</summary>
    public static async Task<string> MakeAsync(MediaFacts facts, string folder, CancellationToken cancellation)
    {
        StreamFacts? cover = facts.Streams.FirstOrDefault(stream => stream.IsCover);
        if (cover is not null && await TryAsync(facts, cover, null, folder, cancellation))
            return FileName;
        StreamFacts? film = facts.Streams.FirstOrDefault(stream => stream.Kind == StreamKind.Video && !stream.IsCover);
        if (film is null)
            return "";

        // A tenth into the film lies behind logos and black; at most a minute, for seeking far into some containers is slow.
        double seconds = Math.Min(60, facts.Duration.TotalSeconds / 10);
        bool made = await TryAsync(facts, film, seconds, folder, cancellation) || await TryAsync(facts, film, 0, folder, cancellation);
        return made ? FileName : "";
    }

    private static async Task<bool> TryAsync(
        MediaFacts facts, StreamFacts stream, double? seconds, string folder, CancellationToken cancellation)
    {
        List<string> arguments = ["-nostdin", "-hide_banner", "-y", "-v", "error"];
        if (seconds is { } at)
            arguments.AddRange(["-ss", at.ToString("0.###", CultureInfo.InvariantCulture)]);
        arguments.AddRange(
        [
            .. FfmpegArguments.Input(facts), "-map", $"0:{stream.Index}", "-frames:v", "1",
            "-vf", "scale='min(640,iw)':-2", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3", "-f", "image2", "-update", "1", FileName,
        ]);
        FfmpegOutput output = await FfmpegProcess.RunAsync(FfmpegProcess.Ffmpeg, arguments, folder, null, cancellation);
        FileInfo file = new(Path.Combine(folder, FileName));
        if (output.ExitCode == 0 && file is { Exists: true, Length: > 0 })
            return true;
        file.Delete();
        return false;
    }
}
