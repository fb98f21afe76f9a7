using Streaming.Ffmpeg.Probing;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>What becomes of a subtitle track: 3GPP timed text, unless it is made of pictures.</summary>
internal static class TextPlanner
{
    /// <summary>Milliseconds: what subtitle files count in, and what RFC 4396 suggests.</summary>
    private static readonly ClockRate Clock = new(1_000);

    public static TrackPlan? Plan(StreamFacts stream)
    {
        bool isText = stream.Codec is "mov_text" or "subrip" or "srt" or "ass" or "ssa" or "webvtt" or "text" or "microdvd" or "mpl2"
            or "sami" or "realtext" or "subviewer" or "subviewer1" or "jacosub" or "stl" or "vplayer" or "pjs" or "ttml" or "eia_608";
        if (!isText)
            return null;
        return new TrackPlan
        {
            Stream = stream.Index,
            SourceCodec = stream.Codec,
            Extradata = stream.Codec == "mov_text" ? stream.Extradata : [],
            Encoder = stream.Codec == "mov_text" ? [] : ["-c:s", "mov_text"],
            Track = new Track { Id = 1, Kind = TrackKind.Text, Codec = Codec.TimedText, Clock = Clock },
        };
    }
}
