using System.Runtime.InteropServices;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>libswresample: sound into another rate, sample format and number of channels.</summary>
internal static unsafe partial class Swresample
{
    [LibraryImport(Libraries.Resample, EntryPoint = "swresample_version")]
    public static partial uint Version();

    /// <summary>From 5.1 on.</summary>
    [LibraryImport(Libraries.Resample, EntryPoint = "swr_alloc_set_opts2")]
    public static partial int NewContext(
        nint* context,
        ChannelLayoutValue* to,
        int toFormat,
        int toRate,
        ChannelLayoutValue* from,
        int format,
        int rate,
        int logOffset,
        nint log);

    /// <summary>Before 5.1.</summary>
    [LibraryImport(Libraries.Resample, EntryPoint = "swr_alloc_set_opts")]
    public static partial nint NewContext(
        nint context, long to, int toFormat, int toRate, long from, int format, int rate, int logOffset, nint log);

    [LibraryImport(Libraries.Resample, EntryPoint = "swr_free")]
    public static partial void FreeContext(nint* context);

    [LibraryImport(Libraries.Resample, EntryPoint = "swr_init")]
    public static partial int Open(ResamplerHandle context);

    /// <summary>The most that the next call can give.</summary>
    [LibraryImport(Libraries.Resample, EntryPoint = "swr_get_out_samples")]
    public static partial int MostOutput(ResamplerHandle context, int input);

    /// <summary>Samples of each channel that were written. Without input it gives what it holds back.</summary>
    [LibraryImport(Libraries.Resample, EntryPoint = "swr_convert")]
    public static partial int Convert(ResamplerHandle context, byte** to, int room, byte** from, int count);
}
