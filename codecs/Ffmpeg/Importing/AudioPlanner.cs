using System.Globalization;
using Streaming.Ffmpeg.Probing;
using Streaming.Formats.Media;
using Streaming.Formats.Media.Bitstreams;

namespace Streaming.Ffmpeg.Importing;

/// <summary>What becomes of a sound track.</summary>
internal static class AudioPlanner
{
    private const int OpusHertz = 48_000;
    private const int TelephoneHertz = 8_000;

    /// <summary>The clock of every MPEG audio stream, whatever its sampling rate. RFC 3551 §4.5.13.</summary>
    private const int MpegAudioClock = 90_000;

    public static TrackPlan? Plan(StreamFacts stream)
    {
        if (stream.Codec.Length == 0 || stream.Channels <= 0 || stream.SampleRate <= 0)
            return null;
        return stream.Codec switch
        {
            "aac" when IsPlainAac(stream) => AsItIs(stream, Codec.Aac, stream.SampleRate),
            "opus" => AsItIs(stream, Codec.Opus, OpusHertz),
            "mp3" => AsItIs(stream, Codec.Mp3, MpegAudioClock),
            "pcm_mulaw" when IsTelephone(stream) => AsItIs(stream, Codec.Pcmu, TelephoneHertz),
            "pcm_alaw" when IsTelephone(stream) => AsItIs(stream, Codec.Pcma, TelephoneHertz),
            "pcm_s16be" => AsItIs(stream, Codec.L16, stream.SampleRate),
            _ when IsLinear(stream.Codec) => AsItIs(stream, Codec.L16, stream.SampleRate) with { Encoder = ["-c:a", "pcm_s16be"] },
            _ => PlanTranscoded(stream),
        };
    }

    /// <summary>AAC of one, two or six channels at a rate that AAC has, about 64 kbit/s for each channel.</summary>
    public static TrackPlan PlanTranscoded(StreamFacts stream)
    {
        bool isRateOfAac = AudioSpecificConfig.FrequencyIndex(stream.SampleRate) >= 0 && stream.SampleRate >= 8_000;
        int hertz = isRateOfAac ? stream.SampleRate : OpusHertz;
        (int channels, string layout) = stream.Channels switch
        {
            1 => (1, "mono"),
            6 => (6, "5.1"),
            _ => (2, "stereo"),
        };
        int rate = hertz >= 32_000 ? 64_000 * channels : 2 * hertz * channels;
        Track track = Facts(stream, Codec.Aac, hertz) with
        {
            Channels = channels,
            SampleRate = hertz,
            Configuration = AudioSpecificConfig.Write(
                AudioSpecificConfig.LowComplexity, AudioSpecificConfig.FrequencyIndex(hertz), channels),
        };
        return new TrackPlan
        {
            Stream = stream.Index,
            SourceCodec = stream.Codec,
            Track = track,
            Encoder =
            [
                // Gaps in the source are filled with silence, so that what is counted stays in step with what is stored.
                "-af", $"aresample={hertz.ToString(CultureInfo.InvariantCulture)}:async=1,aformat=channel_layouts={layout}",
                "-c:a", "aac", "-b:a", rate.ToString(CultureInfo.InvariantCulture),
            ],
        };
    }

    private static TrackPlan AsItIs(StreamFacts stream, Codec codec, int clock) => new()
    {
        Stream = stream.Index,
        SourceCodec = stream.Codec,
        Extradata = stream.Extradata,
        Track = Facts(stream, codec, clock) with
        {
            Channels = stream.Channels,
            SampleRate = stream.SampleRate,
            Configuration = codec == Codec.Aac ? stream.Extradata : [],
        },
    };

    private static Track Facts(StreamFacts stream, Codec codec, int clock) => new()
    {
        Id = 1,
        Kind = TrackKind.Audio,
        Codec = codec,
        Clock = new ClockRate(clock),
    };

    /// <summary>Error-resilient and scalable profiles have no place in RFC 3640's AAC-hbr mode as clients know it.</summary>
    private static bool IsPlainAac(StreamFacts stream) =>
        stream.Profile is "" or "LC" or "Main" or "HE-AAC" or "HE-AACv2" or "SSR" or "LTP";

    private static bool IsTelephone(StreamFacts stream) => stream is { SampleRate: TelephoneHertz, Channels: 1 };

    private static bool IsLinear(string codec) =>
        codec.StartsWith("pcm_", StringComparison.Ordinal) && codec is not ("pcm_mulaw" or "pcm_alaw" or "pcm_vidc");
}
