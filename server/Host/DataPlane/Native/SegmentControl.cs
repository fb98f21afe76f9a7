using System.Runtime.InteropServices;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>struct cmsghdr with its value: cut this message into datagrams of so many bytes (UDP_SEGMENT).</summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal struct SegmentControl(ushort size)
{
    /// <summary>CMSG_LEN(sizeof(uint16_t)).</summary>
    public nuint Length = 18;
    public int Level = Libc.UdpLevel;
    public int Type = Libc.UdpSegment;
    public ushort Size = size;
}
