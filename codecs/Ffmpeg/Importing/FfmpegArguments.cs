using System.Text.Unicode;
using Streaming.Ffmpeg.Probing;

namespace Streaming.Ffmpeg.Importing;

/// <summary>The command line that takes all tracks of one file apart in one pass.</summary>
/// <remarks>
/// Every track leaves twice through one <c>tee</c>: as a flat file of samples and as a table of the same packets. Times are the
/// container's own (<c>-copyts -copytb 1</c>: neither shifted nor rounded to the frame rate), edit lists applied by the demuxer; packets
/// before zero are kept (<c>-copypriorss 1</c>). Transport streams alone go without <c>-copyts</c>, so that ffmpeg mends their clock where
/// it jumps. Names in the arguments are ours and relative, for <c>tee</c> has a grammar of its own.
/// </remarks>
internal static class FfmpegArguments
{
    public static List<string> Import(SourcePlan source)
    {
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-y", "-v", "error", "-nostats", "-progress", "pipe:1", "-stats_period", "0.25",
        ];
        if (!source.Facts.HasBroadcastClock)
            arguments.Add("-copyts");
        arguments.AddRange(["-copytb", "1", .. Encoding(source), .. Input(source.Facts)]);
        AddLadder(source, arguments);
        foreach (TrackPlan track in source.Tracks)
        {
            arguments.AddRange(["-map", track.Rung > 0 ? $"[rung{track.Rung}]" : $"0:{track.Stream}"]);
            arguments.AddRange(track.IsTranscoded ? track.Encoder : ["-c", "copy", "-copypriorss", "1", "-copyinkf"]);
            arguments.AddRange(["-map_metadata", "-1", "-map_chapters", "-1", "-f", "tee", Tee(track)]);
        }

        return arguments;
    }

    /// <summary>Opens a file as a file, whatever its name looks like and whatever it refers to.</summary>
    public static string[] Input(MediaFacts facts) => ["-protocol_whitelist", "file", "-fflags", "+genpts", "-i", "file:" + facts.Path];

    /// <summary>A file of words that is not UTF-8 was written on an older Windows; ffmpeg would leave its lines out.</summary>
    private static string[] Encoding(SourcePlan source)
    {
        const long mostWords = 16 << 20;
        bool isWords = source.Facts.Streams.All(stream => stream.Kind == StreamKind.Subtitle) && source.Facts.Size is > 0 and < mostWords;
        return isWords && !Utf8.IsValid(File.ReadAllBytes(source.Facts.Path)) ? ["-sub_charenc", "WINDOWS-1252"] : [];
    }

    private static string Tee(TrackPlan track) =>
        $"[f=data:avoid_negative_ts=disabled]{track.RawName}|[f=framecrc:avoid_negative_ts=disabled]{track.TableName}";

    private static void AddLadder(SourcePlan source, List<string> arguments)
    {
        TrackPlan[] rungs = [.. source.Tracks.Where(track => track.Rung > 0)];
        if (rungs.Length == 0)
            return;
        string outputs = string.Concat(rungs.Select(rung => $"[copy{rung.Rung}]"));
        IEnumerable<string> scales = rungs.Select(rung =>
            $"[copy{rung.Rung}]scale={rung.Track.Width}:{rung.Track.Height}:flags=bicubic[rung{rung.Rung}]");
        arguments.AddRange(["-filter_complex", $"[0:{rungs[0].Stream}]split={rungs.Length}{outputs};{string.Join(';', scales)}"]);
    }
}
