using Microsoft.Win32.SafeHandles;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>A frame (AVFrame) with its planes; goes back to the pool, and its planes to the decoder's, when it is released.</summary>
internal sealed unsafe class FrameHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public FrameHandle()
        : base(ownsHandle: true) => SetHandle(FramePool.Rent());

    /// <summary>Valid as long as the handle is open.</summary>
    public FrameFields Fields => new((byte*)handle, Libraries.Loaded.Layout);

    protected override bool ReleaseHandle()
    {
        FramePool.Return(handle);
        return true;
    }
}
