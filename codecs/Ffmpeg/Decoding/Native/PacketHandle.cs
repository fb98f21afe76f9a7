using Microsoft.Win32.SafeHandles;

namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>A packet (AVPacket).</summary>
internal sealed unsafe class PacketHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public PacketHandle(nint pointer)
        : base(ownsHandle: true) => SetHandle(pointer);

    protected override bool ReleaseHandle()
    {
        nint pointer = handle;
        AvCodec.FreePacket(&pointer);
        return true;
    }
}
