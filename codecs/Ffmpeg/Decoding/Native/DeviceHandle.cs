using Microsoft.Win32.SafeHandles;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>A device that decodes (an AVBufferRef of an AVHWDeviceContext).</summary>
internal sealed unsafe class DeviceHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public DeviceHandle(nint pointer)
        : base(ownsHandle: true) => SetHandle(pointer);

    /// <summary>A reference of its own for a decoder, which gives it back itself.</summary>
    public nint Share() => AvUtil.Share(handle);

    protected override bool ReleaseHandle()
    {
        nint pointer = handle;
        AvUtil.Release(&pointer);
        return true;
    }
}
