using System.Runtime.InteropServices;
using Streaming.Qos.Policing;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>struct cmsghdr with its value: mark this message's datagrams (IP_TOS, IPV6_TCLASS).</summary>
/// <remarks>A socket of both families sends to a mapped address as IPv4, and the kernel then wants to hear of it in the words of
/// IPv4.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal struct MarkingControl(Dscp marking, bool isIPv4)
{
    /// <summary>CMSG_LEN(sizeof(int)).</summary>
    public nuint Length = 20;
    public int Level = isIPv4 ? Libc.IPv4Level : Libc.IPv6Level;
    public int Type = isIPv4 ? Libc.TypeOfService : Libc.TrafficClass;
    public int Value = marking.Octet;
}
