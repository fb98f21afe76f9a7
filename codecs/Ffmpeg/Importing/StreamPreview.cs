using Streaming.Ffmpeg.Probing;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>What an import would make of one stream.</summary>
/// <param name="Stream">Its index in the file.</param>
/// <param name="Delivery">For people: "as it is", "transcoded to H.264", or why it is left out.</param>
/// <param name="IsTranscoded">Whether importing it means coding it anew, which for pictures takes its time.</param>
public sealed record StreamPreview(int Stream, string Delivery, bool IsTranscoded)
{
    /// <summary>One for each stream of the file, in its order.</summary>
    public static IReadOnlyList<StreamPreview> Of(MediaFacts facts)
    {
        SourcePlan plan = StreamPlanner.Film(facts, Ladder.None, firstId: 1, KeyFrameGrid.Regular);
        return [.. facts.Streams.Select(stream => new StreamPreview(
            stream.Index, Describe(plan, stream), plan.Tracks.Any(track => track.Stream == stream.Index && track.IsTranscoded)))];
    }

    private static string Describe(SourcePlan plan, StreamFacts stream)
    {
        if (plan.Tracks.FirstOrDefault(track => track.Stream == stream.Index) is not { } track)
            return stream.IsCover ? "kept as the title's picture" : "left out";
        string name = NameOf(track.Track.Codec);
        return track.Track.Codec switch
        {
            Codec.TimedText => $"sent as {name}",
            Codec.L16 when track.IsTranscoded => $"sent as {name}",
            _ when track.IsTranscoded => $"transcoded to {name}",
            _ => $"sent as it is ({name})",
        };
    }

    private static string NameOf(Codec codec) => codec switch
    {
        Codec.H264 => "H.264, RFC 6184",
        Codec.H265 => "H.265, RFC 7798",
        Codec.Vp8 => "VP8, RFC 7741",
        Codec.Vp9 => "VP9, RFC 9628",
        Codec.Av1 => "AV1",
        Codec.Jpeg => "JPEG, RFC 2435",
        Codec.Aac => "AAC, RFC 3640",
        Codec.Opus => "Opus, RFC 7587",
        Codec.Mp3 => "MP3, RFC 2250",
        Codec.Pcmu => "G.711 µ-law, RFC 3551",
        Codec.Pcma => "G.711 A-law, RFC 3551",
        Codec.L16 => "16-bit linear sound, RFC 3551",
        _ => "3GPP timed text, RFC 4396",
    };
}
