using System.Runtime.InteropServices;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>libswscale: pictures into other pixel formats and sizes.</summary>
internal static unsafe partial class Swscale
{
    /// <summary>SWS_BICUBIC, SWS_ACCURATE_RND, SWS_FULL_CHR_H_INT: a good picture; it is used for what is rare.</summary>
    public const int Careful = 4 | 0x40000 | 0x2000;

    /// <summary>SWS_CS_ITU709, SWS_CS_ITU601.</summary>
    public const int Bt709 = 1;
    public const int Bt601 = 5;

    [LibraryImport(Libraries.Scale, EntryPoint = "swscale_version")]
    public static partial uint Version();

    [LibraryImport(Libraries.Scale, EntryPoint = "sws_getContext")]
    public static partial nint NewContext(
        int width, int height, int format, int toWidth, int toHeight, int toFormat, int flags, nint from, nint to, nint parameters);

    [LibraryImport(Libraries.Scale, EntryPoint = "sws_freeContext")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Libraries.Scale, EntryPoint = "sws_getCoefficients")]
    public static partial int* Coefficients(int colourSpace);

    [LibraryImport(Libraries.Scale, EntryPoint = "sws_setColorspaceDetails")]
    public static partial int SetColours(
        ScalerHandle context,
        int* from,
        int isFromFull,
        int* to,
        int isToFull,
        int brightness,
        int contrast,
        int saturation);

    [LibraryImport(Libraries.Scale, EntryPoint = "sws_scale")]
    public static partial int Scale(
        ScalerHandle context, byte** planes, int* strides, int firstLine, int lines, byte** toPlanes, int* toStrides);
}
