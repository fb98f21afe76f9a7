using System.Collections.Concurrent;

namespace Streaming.Testing;

/// <summary>Tiny films in every coding, made by ffmpeg once per test run, when first asked for, in a folder that is gone
/// afterwards.</summary>
/// <remarks>Each is one to two seconds of a moving test picture and a tone.</remarks>
public static class TestClips
{
    public const string H264Aac = "h264_aac.mp4";
    public const string H264Matroska = "h264_bframes.mkv";
    public const string H265 = "h265.mp4";
    public const string H265Matroska = "h265_opus.mkv";
    public const string Vp8Vorbis = "vp8_vorbis.webm";
    public const string Vp9Opus = "vp9_opus.webm";
    public const string Av1 = "av1.mp4";
    public const string Av1Matroska = "av1_opus.mkv";
    public const string Opus = "opus.ogg";
    public const string Mp3 = "mp3.mp3";
    public const string Pcmu = "pcmu.wav";
    public const string Pcma = "pcma.mov";
    public const string L16 = "l16.wav";
    public const string L16BigEndian = "l16be.mov";
    public const string AdtsAac = "adts.aac";
    public const string Mpeg2Ac3 = "mpeg2_ac3.ts";
    public const string Mpeg4Mp3 = "mpeg4_mp3.avi";
    public const string Flac = "flac.flac";
    public const string OddSize = "odd_size.mkv";
    public const string OddSizeTranscoded = "odd_size_mjpeg.avi";
    public const string SubSecond = "sub_second.mp4";
    public const string SixChannels = "surround_ac3.mkv";
    public const string ChannelsInBand = "channels_in_band.aac";
    public const string Subtitles = "subtitles.mkv";
    public const string TelephoneFilm = "h264_pcmu.mov";

    private static readonly Lazy<TemporaryFolder> Folder = new(Make);
    private static readonly ConcurrentDictionary<string, Lazy<string>> Made = new();

    private static readonly string[] Picture = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1.6"];
    private static readonly string[] Tone = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1.6"];
    private static readonly string[] Telephone = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=8000:duration=1.5"];
    private static readonly string[] Surround =
        ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=1,pan=5.1|c0=c0|c1=c0|c4=c0"];
    private static readonly string[] X264 = ["-c:v", "libx264", "-preset", "veryfast", "-g", "20", "-bf", "3"];
    private static readonly string[] X265 =
        ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=20:bframes=3"];

    private static readonly Dictionary<string, string[]> Recipes = new()
    {
        [H264Aac] = [.. Picture, .. Tone, .. X264, "-pix_fmt", "yuv420p", "-c:a", "aac"],
        [H264Matroska] = [.. Picture, .. X264, "-pix_fmt", "yuv420p"],
        [H265] = [.. Picture, .. X265, "-pix_fmt", "yuv420p", "-tag:v", "hvc1"],
        [H265Matroska] = [.. Picture, .. Tone, .. X265, "-pix_fmt", "yuv420p", "-c:a", "libopus"],
        [Vp8Vorbis] = [.. Picture, .. Tone, "-c:v", "libvpx", "-deadline", "realtime", "-g", "20", "-c:a", "libvorbis"],
        [Vp9Opus] = [.. Picture, .. Tone, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "20", "-c:a", "libopus"],
        [Av1] = [.. Picture, "-c:v", "libaom-av1", "-cpu-used", "8", "-usage", "realtime", "-g", "20", "-pix_fmt", "yuv420p"],
        [Av1Matroska] = [.. Picture, .. Tone, "-c:v", "libsvtav1", "-preset", "12", "-g", "20", "-pix_fmt", "yuv420p", "-c:a", "libopus"],
        [Opus] = [.. Tone, "-c:a", "libopus"],
        [Mp3] = [.. Tone, "-c:a", "libmp3lame"],
        [Pcmu] = [.. Telephone, "-c:a", "pcm_mulaw"],
        [Pcma] = [.. Telephone, "-c:a", "pcm_alaw"],
        [L16] = [.. Tone, "-ac", "2", "-c:a", "pcm_s16le"],
        [L16BigEndian] = [.. Tone, "-c:a", "pcm_s16be"],
        [AdtsAac] = [.. Tone, "-c:a", "aac"],
        [Mpeg2Ac3] = [.. Picture, .. Tone, "-c:v", "mpeg2video", "-c:a", "ac3"],
        [Mpeg4Mp3] = [.. Picture, .. Tone, "-c:v", "mpeg4", "-bf", "0", "-c:a", "libmp3lame"],
        [Flac] = [.. Tone, "-c:a", "flac"],
        [OddSize] = ["-f", "lavfi", "-i", "testsrc2=size=321x181:rate=25:duration=1", .. X264, "-pix_fmt", "yuv444p"],
        [OddSizeTranscoded] = ["-f", "lavfi", "-i", "testsrc2=size=321x181:rate=25:duration=1", "-c:v", "mjpeg", "-pix_fmt", "yuvj444p"],
        [SubSecond] = [.. Picture, .. Tone, "-t", "0.2", .. X264, "-pix_fmt", "yuv420p", "-c:a", "aac"],
        [SixChannels] = [.. Surround, "-c:a", "ac3"],
        [ChannelsInBand] = [.. Surround, "-af", "aformat=channel_layouts=5.1(side)", "-c:a", "aac"],
        [TelephoneFilm] = [.. Picture, .. Telephone, .. X264, "-pix_fmt", "yuv420p", "-c:a", "pcm_mulaw"],
    };

    /// <summary>The names of all clips but those with files of their own beside them, as rows of a theory.</summary>
    public static IEnumerable<string> Names => Recipes.Keys;

    /// <summary>The path of a clip.</summary>
    public static string Find(string name) => Made.GetOrAdd(name, key => new Lazy<string>(() => Make(key))).Value;

    /// <summary>Runs ffmpeg to make <paramref name="target"/>; for clips that one test alone wants.</summary>
    public static string Make(string target, params IEnumerable<string> arguments)
    {
        Tool.Run("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments, target]);
        return target;
    }

    private static string Make(string name)
    {
        string path = Path.Combine(Folder.Value.Path, name);
        if (name == Subtitles)
            return MakeSubtitled(path);
        return Make(path, Recipes[name]);
    }

    private static string MakeSubtitled(string path)
    {
        string words = Path.Combine(Folder.Value.Path, "words.srt");
        File.WriteAllText(words, "1\n00:00:00,200 --> 00:00:00,700\nGrüße\n\n2\n00:00:00,900 --> 00:00:01,200\n<i>zwei</i>\nZeilen\n");
        return Make(path,
            [.. Picture, "-i", words, .. X264, "-pix_fmt", "yuv420p", "-map", "0", "-map", "1", "-map", "1",
                "-c:s:0", "srt", "-c:s:1", "ass", "-metadata:s:s:0", "language=ger", "-metadata:s:s:1", "language=eng"]);
    }

    private static TemporaryFolder Make()
    {
        TemporaryFolder folder = new();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    }
}
