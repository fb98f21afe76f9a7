using System.Runtime.InteropServices;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>libavcodec: packets in, frames out.</summary>
internal static unsafe partial class AvCodec
{
    /// <summary>AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX.</summary>
    public const int ByDevice = 1;

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_version")]
    public static partial uint Version();

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_find_decoder_by_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint FindDecoder(string name);

    /// <summary>AVCodecHWConfig: pixel format, methods, device type; null behind the last.</summary>
    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_get_hw_config")]
    public static partial int* HardwareConfiguration(nint codec, int index);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_alloc_context3")]
    public static partial nint NewContext(nint codec);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_free_context")]
    public static partial void FreeContext(nint* context);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_open2")]
    public static partial int Open(CodecContextHandle context, nint codec, nint options);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_flush_buffers")]
    public static partial void Flush(CodecContextHandle context);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_send_packet")]
    public static partial int Send(CodecContextHandle context, PacketHandle packet);

    /// <summary>With 0 for the packet: nothing more comes.</summary>
    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_send_packet")]
    public static partial int Send(CodecContextHandle context, nint packet);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_receive_frame")]
    public static partial int Receive(CodecContextHandle context, FrameHandle frame);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_parameters_alloc")]
    public static partial nint NewParameters();

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_parameters_free")]
    public static partial void FreeParameters(nint* parameters);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_parameters_from_context")]
    public static partial int ReadParameters(nint parameters, CodecContextHandle context);

    [LibraryImport(Libraries.Codec, EntryPoint = "avcodec_parameters_to_context")]
    public static partial int WriteParameters(CodecContextHandle context, nint parameters);

    [LibraryImport(Libraries.Codec, EntryPoint = "av_packet_alloc")]
    public static partial nint NewPacket();

    [LibraryImport(Libraries.Codec, EntryPoint = "av_packet_free")]
    public static partial void FreePacket(nint* packet);

    [LibraryImport(Libraries.Codec, EntryPoint = "av_new_packet")]
    public static partial int AllocateData(PacketHandle packet, int size);

    [LibraryImport(Libraries.Codec, EntryPoint = "av_packet_unref")]
    public static partial void Clear(PacketHandle packet);
}
