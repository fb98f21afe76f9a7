using System.Globalization;
using Streaming.Ffmpeg.Processes;

namespace Streaming.Ffmpeg.Probing;

/// <summary>Where decoding of a picture stream can start: read from the packets, nothing is decoded.</summary>
internal static class KeyFrames
{
    /// <summary>Presentation times in seconds on the container's own timeline, rising.</summary>
    /// <exception cref="MediaException">ffprobe cannot read the file's packets.</exception>
    public static async Task<IReadOnlyList<double>> ReadAsync(MediaFacts facts, StreamFacts stream, CancellationToken cancellation)
    {
        SortedSet<double> times = [];
        string[] arguments =
        [
            "-v", "error", "-select_streams", stream.Index.ToString(CultureInfo.InvariantCulture),
            "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", "-protocol_whitelist", "file", "-i", "file:" + facts.Path,
        ];
        FfmpegOutput output = await FfmpegProcess.RunAsync(FfmpegProcess.Ffprobe, arguments, null, Read, cancellation);
        return output.ExitCode == 0 ? [.. times] : throw new MediaException($"its packets cannot be read: {output.Reason(facts.Path)}");

        void Read(string line)
        {
            string[] fields = line.Split(',');
            bool isKey = fields.Length >= 2 && fields[1].StartsWith('K');
            if (isKey && double.TryParse(fields[0], CultureInfo.InvariantCulture, out double time))
                times.Add(time);
        }
    }
}
