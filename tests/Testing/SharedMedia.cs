using Xunit;

namespace Streaming.Testing;

/// <summary>The real films that tests use where they are: <c>shared/media</c> beside the repository, or wherever <c>STREAMING_MEDIA</c>
/// says.</summary>
public static class SharedMedia
{
    public const string Film = "bbb_480p_h264_aac51.mp4";
    public const string TwoLanguages = "tears_of_steel_332p_h264_2audio_subs.mp4";
    public const string Hevc = "tears_of_steel_332p_hevc_aac.mp4";
    public const string OpenGop = "tears_of_steel_332p_h264_opengop_vfr_editlist.mp4";
    public const string WebM = "bbb_480p_vp9_opus.webm";
    public const string TransportStream = "bbb_480p_h264_aac.ts";
    public const string SoundOnly = "bbb_audio_only_aac_fragmented.mp4";
    public const string PictureOnly = "bbb_800x640_h264_bpyramid_noaudio.mp4";
    public const string HalfSecond = "bbb_480p_h264_aac_half_second.mp4";
    public const string Rotated = "pegboard_720p_h264_aac_rotated.mp4";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        Film, TwoLanguages, Hevc, OpenGop, WebM, TransportStream, SoundOnly, PictureOnly, HalfSecond, Rotated,
    ];

    public static bool Exists => Names.All(name => File.Exists(Path.Combine(Folder, name)));

    private static string Folder =>
        Environment.GetEnvironmentVariable("STREAMING_MEDIA") ?? Path.Combine(Repository.Root, "..", "shared", "media");

    /// <summary>The path of a film; skips the test, and says so, where the films are not.</summary>
    public static string Find(string name)
    {
        string path = Path.GetFullPath(Path.Combine(Folder, name));
        Assert.SkipUnless(File.Exists(path), $"{path} is not there: set STREAMING_MEDIA to the folder of the real films");
        return path;
    }
}
