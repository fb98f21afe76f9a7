using Microsoft.Win32.SafeHandles;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>A resampler (SwrContext).</summary>
internal sealed unsafe class ResamplerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ResamplerHandle(nint pointer)
        : base(ownsHandle: true) => SetHandle(pointer);

    protected override bool ReleaseHandle()
    {
        nint pointer = handle;
        Swresample.FreeContext(&pointer);
        return true;
    }
}
