using System.Globalization;
using Streaming.Ffmpeg.Probing;
using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>What becomes of a moving picture.</summary>
internal static class VideoPlanner
{
    public static TrackPlan? Plan(StreamFacts stream)
    {
        Codec? codec = stream.Codec switch
        {
            "h264" => Codec.H264,
            "hevc" => Codec.H265,
            "vp8" => Codec.Vp8,
            "vp9" => Codec.Vp9,
            "av1" => Codec.Av1,
            _ => null,
        };
        if (stream.Codec.Length == 0 || stream.Width <= 0 || stream.Height <= 0)
            return null;
        if (codec is { } known)
            return AsItIs(stream, known);
        (int width, int height) = Upright(stream);
        return Encoded(stream, "source", Even(width), Even(height), 0) with
        {
            Encoder = ["-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0", .. X264(KeyFrameGrid.Regular), "-crf", "20"],
        };
    }

    /// <param name="keyFrames">Where they are forced, as ffmpeg takes it.</param>
    public static TrackPlan PlanRung(StreamFacts stream, Rung rung, int number, string keyFrames)
    {
        (int width, int height) = Upright(stream);
        string rate = rung.Rate.BitsPerSecond.ToString(CultureInfo.InvariantCulture);
        string buffer = (2 * rung.Rate.BitsPerSecond).ToString(CultureInfo.InvariantCulture);
        return Encoded(stream, rung.Name, Even((int)Math.Round((double)width * rung.Height / height)), Even(rung.Height), number) with
        {
            Encoder = [.. X264(keyFrames), "-b:v", rate, "-maxrate", rate, "-bufsize", buffer],
        };
    }

    /// <summary>Closed GOPs with key frames where they are forced and nowhere else, so that all renditions of a film share them.</summary>
    private static string[] X264(string keyFrames) =>
    [
        "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-fps_mode", "vfr", "-enc_time_base", "1:90000",
        "-g", "100000", "-sc_threshold", "0", "-forced-idr", "1", "-flags", "+cgop",
        "-force_key_frames", keyFrames,
    ];

    private static TrackPlan AsItIs(StreamFacts stream, Codec codec) => new()
    {
        Stream = stream.Index,
        SourceCodec = stream.Codec,
        Extradata = stream.Extradata,
        Track = Facts(stream, codec, "source") with { Width = stream.Width, Height = stream.Height, Rotation = stream.Rotation },
    };

    /// <summary>ffmpeg turns pictures upright before it encodes them, so nothing is left to turn.</summary>
    private static TrackPlan Encoded(StreamFacts stream, string rendition, int width, int height, int rung) => new()
    {
        Stream = stream.Index,
        SourceCodec = stream.Codec,
        Rung = rung,
        Track = Facts(stream, Codec.H264, rendition) with { Width = width, Height = height },
    };

    private static Track Facts(StreamFacts stream, Codec codec, string rendition) => new()
    {
        Id = 1,
        Kind = TrackKind.Video,
        Codec = codec,
        Clock = ClockRate.Video,
        Rendition = rendition,
        FrameRate = stream.FrameRate,
    };

    private static (int Width, int Height) Upright(StreamFacts stream) =>
        stream.Rotation is 90 or 270 ? (stream.Height, stream.Width) : (stream.Width, stream.Height);

    /// <summary>4:2:0 has half as many colour samples each way.</summary>
    private static int Even(int size) => Math.Max(2, size / 2 * 2);
}
