using System.Runtime.InteropServices;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>libavutil: frames, buffers, options, devices.</summary>
internal static unsafe partial class AvUtil
{
    public const int LogQuiet = -8;

    /// <summary>AVERROR_EOF.</summary>
    public const int EndOfFile = -0x20464f45;

    /// <summary>AVERROR(EAGAIN): the number is the system's.</summary>
    public static readonly int TryAgain = OperatingSystem.IsMacOS() ? -35 : -11;

    /// <summary>AVERROR_INVALIDDATA.</summary>
    public const int InvalidData = -0x41444e49;

    public const int PixelsI420 = 0;
    public const int PixelsRgb24 = 2;

    /// <summary>I420 in full range, as JPEG has it.</summary>
    public const int PixelsFullRangeI420 = 12;

    public const int PixelsFullRangeI422 = 13;
    public const int PixelsFullRangeI444 = 14;

    /// <summary>AV_SAMPLE_FMT_FLT: floats, channels interleaved.</summary>
    public const int SamplesFloat = 3;

    [LibraryImport(Libraries.Util, EntryPoint = "avutil_version")]
    public static partial uint Version();

    [LibraryImport(Libraries.Util, EntryPoint = "av_log_set_level")]
    public static partial void SetLogLevel(int level);

    [LibraryImport(Libraries.Util, EntryPoint = "av_strerror")]
    public static partial int Describe(int error, byte* text, nuint size);

    [LibraryImport(Libraries.Util, EntryPoint = "av_mallocz")]
    public static partial void* Allocate(nuint size);

    [LibraryImport(Libraries.Util, EntryPoint = "av_frame_alloc")]
    public static partial nint NewFrame();

    [LibraryImport(Libraries.Util, EntryPoint = "av_frame_free")]
    public static partial void FreeFrame(nint* frame);

    [LibraryImport(Libraries.Util, EntryPoint = "av_frame_unref")]
    public static partial void ClearFrame(nint frame);

    [LibraryImport(Libraries.Util, EntryPoint = "av_frame_get_buffer")]
    public static partial int AllocatePlanes(FrameHandle frame, int alignment);

    [LibraryImport(Libraries.Util, EntryPoint = "av_frame_copy_props")]
    public static partial int CopyProperties(FrameHandle destination, FrameHandle source);

    [LibraryImport(Libraries.Util, EntryPoint = "av_hwframe_transfer_data")]
    public static partial int Download(FrameHandle destination, FrameHandle source, int flags);

    [LibraryImport(Libraries.Util, EntryPoint = "av_hwdevice_find_type_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int FindDeviceType(string name);

    [LibraryImport(Libraries.Util, EntryPoint = "av_hwdevice_ctx_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateDevice(nint* device, int type, string? name, nint options, int flags);

    [LibraryImport(Libraries.Util, EntryPoint = "av_buffer_alloc")]
    public static partial nint NewBuffer(nuint size);

    [LibraryImport(Libraries.Util, EntryPoint = "av_buffer_ref")]
    public static partial nint Share(nint buffer);

    [LibraryImport(Libraries.Util, EntryPoint = "av_buffer_unref")]
    public static partial void Release(nint* buffer);

    [LibraryImport(Libraries.Util, EntryPoint = "av_buffer_get_ref_count")]
    public static partial int CountReferences(nint buffer);

    [LibraryImport(Libraries.Util, EntryPoint = "av_opt_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetOption(CodecContextHandle target, string name, string value, int flags);

    [LibraryImport(Libraries.Util, EntryPoint = "av_opt_set_int", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetOption(CodecContextHandle target, string name, long value, int flags);

    /// <summary>The AVOption so named: behind two pointers, the offset of its field within the structure.</summary>
    [LibraryImport(Libraries.Util, EntryPoint = "av_opt_find", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindOption(CodecContextHandle target, string name, string? unit, int optionFlags, int searchFlags);

    /// <summary>The usual bit mask for a number of channels; gone in 7, where nothing asks for it.</summary>
    [LibraryImport(Libraries.Util, EntryPoint = "av_get_default_channel_layout")]
    public static partial long UsualMask(int channels);

    /// <summary>An error in the library's words.</summary>
    public static string Describe(int error)
    {
        const int Size = 128;
        byte* text = stackalloc byte[Size];
        return Describe(error, text, Size) < 0 && text[0] == 0
            ? $"error {error}"
            : Marshal.PtrToStringUTF8((nint)text) ?? $"error {error}";
    }
}
