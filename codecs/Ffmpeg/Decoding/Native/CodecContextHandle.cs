using Microsoft.Win32.SafeHandles;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>A decoder's context (AVCodecContext).</summary>
internal sealed unsafe class CodecContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public CodecContextHandle(nint pointer)
        : base(ownsHandle: true) => SetHandle(pointer);

    protected override bool ReleaseHandle()
    {
        nint pointer = handle;
        AvCodec.FreeContext(&pointer);
        return true;
    }
}
