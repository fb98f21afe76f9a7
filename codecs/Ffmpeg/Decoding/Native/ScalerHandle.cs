using Microsoft.Win32.SafeHandles;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>A picture converter (SwsContext).</summary>
internal sealed class ScalerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ScalerHandle(nint pointer)
        : base(ownsHandle: true) => SetHandle(pointer);

    protected override bool ReleaseHandle()
    {
        Swscale.FreeContext(handle);
        return true;
    }
}
