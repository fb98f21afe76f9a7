using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Which of the library's decoders are for a coding, the best first.</summary>
internal static class DecoderNames
{
    public static IReadOnlyList<string> Of(Codec codec) => codec switch
    {
        Codec.H264 => ["h264"],
        Codec.H265 => ["hevc"],
        Codec.Vp8 => ["vp8", "libvpx"],
        Codec.Vp9 => ["vp9", "libvpx-vp9"],

        // The library's own AV1 decoder works on hardware only.
        Codec.Av1 => ["libdav1d", "libaom-av1"],
        Codec.Jpeg => ["mjpeg"],
        Codec.Aac => ["aac"],
        Codec.Opus => ["opus", "libopus"],
        Codec.Mp3 => ["mp3float", "mp3"],
        Codec.Pcmu => ["pcm_mulaw"],
        Codec.Pcma => ["pcm_alaw"],
        Codec.L16 => ["pcm_s16be"],
        _ => [],
    };

    /// <summary>The ones that drive decoding hardware by a device.</summary>
    public static IReadOnlyList<string> OfHardware(Codec codec) => codec switch
    {
        Codec.H264 or Codec.H265 or Codec.Vp8 or Codec.Vp9 => Of(codec),
        Codec.Av1 => ["av1"],
        _ => [],
    };

    public static bool IsPicture(Codec codec) => codec <= Codec.Jpeg;

    public static bool IsSound(Codec codec) => codec is >= Codec.Aac and <= Codec.L16;
}
