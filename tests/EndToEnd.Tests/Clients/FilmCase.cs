namespace Streaming.EndToEnd.Tests.Clients;

/// <summary>A real film and what a client of it has to do.</summary>
/// <param name="File">In the folder of real films.</param>
/// <param name="Title">The address it gets: the slug of its name.</param>
/// <param name="VideoDepayload">GStreamer's elements from RTP to its Matroska writer; null where the film has no picture.</param>
/// <param name="SoundDepayload">The same for sound.</param>
internal sealed record FilmCase(string File, string Title, string? VideoDepayload, string? SoundDepayload)
{
    private const string H264 = "rtph264depay ! h264parse";
    private const string Aac = "rtpmp4gdepay ! aacparse";

    public static readonly IReadOnlyList<FilmCase> All =
    [
        new("bbb_480p_h264_aac51.mp4", "bbb_480p_h264_aac51", H264, Aac),
        new("tears_of_steel_332p_h264_2audio_subs.mp4", "tears_of_steel_332p_h264_2audio_subs", H264, Aac),
        new("tears_of_steel_332p_hevc_aac.mp4", "tears_of_steel_332p_hevc_aac", "rtph265depay ! h265parse", Aac),
        new("tears_of_steel_332p_h264_opengop_vfr_editlist.mp4", "tears_of_steel_332p_h264_opengop_vfr_editlist", H264, Aac),
        new("bbb_480p_vp9_opus.webm", "bbb_480p_vp9_opus", "rtpvp9depay", "rtpopusdepay ! opusparse"),
        new("bbb_480p_h264_aac.ts", "bbb_480p_h264_aac", H264, Aac),
        new("bbb_audio_only_aac_fragmented.mp4", "bbb_audio_only_aac_fragmented", null, Aac),
        new("bbb_800x640_h264_bpyramid_noaudio.mp4", "bbb_800x640_h264_bpyramid_noaudio", H264, null),
        new("bbb_480p_h264_aac_half_second.mp4", "bbb_480p_h264_aac_half_second", H264, Aac),
        new("pegboard_720p_h264_aac_rotated.mp4", "pegboard_720p_h264_aac_rotated", H264, Aac),
    ];

    /// <summary>Its edit list hides the first 2.7 s, which a decoder needs all the same: they are sent, with times before zero.</summary>
    public bool HasPreroll => File.Contains("editlist", StringComparison.Ordinal);

    /// <summary>How ffmpeg has to read the file to show what is sent of it.</summary>
    public string[] FileOptions => HasPreroll ? ["-ignore_editlist", "1"] : [];

    public override string ToString() => Title;
}
