using Streaming.Ffmpeg.Decoding.Native;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>FFmpeg's shared libraries on this machine, versions 4 to 7: libavutil, libavcodec, libswscale, libswresample.</summary>
public static class FfmpegLibraries
{
    internal const string Missing = "FFmpeg's libraries are missing: install libavcodec, libswscale, libswresample 4 to 7; "
        + "on Debian: apt-get install ffmpeg";

    /// <summary>What is loaded, for people; empty before <see cref="TryLoad"/>, or where it failed.</summary>
    public static string Versions => Libraries.TryLoad(out _) ? Libraries.Loaded.Versions : "";

    /// <summary>Loads and checks them, once in a process; false, with a sentence a user can act on, where they are missing or
    /// unfit.</summary>
    public static bool TryLoad(out string trouble) => Libraries.TryLoad(out trouble);
}
