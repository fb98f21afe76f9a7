using System.Runtime.InteropServices;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>Two struct cmsghdr with their values: let this message's datagrams leave by one interface (IP_PKTINFO, IPV6_PKTINFO) and pass
/// so many routers (IP_TTL, IPV6_HOPLIMIT).</summary>
/// <remarks>
/// So one socket serves clients and groups of all interfaces, from one port. What is said with a message counts before what the socket was
/// told. Those of IPv4 are shorter: they lie at the end of the room.
/// <code>
/// IPv4   8 unused, header 16, interface 4, source 4, destination 4, padding 4, header 16, TTL 4, padding 4
/// IPv6   header 16, source 16, interface 4, padding 4, header 16, hops 4, padding 4
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal unsafe struct WayControl
{
    private const int Size = 64;
    private const int Header = 16;
    private const int IPv4PacketInfo = 8;
    private const int IPv4TimeToLive = 2;
    private const int IPv6PacketInfo = 50;
    private const int IPv6HopLimit = 52;

    private fixed byte _bytes[Size];

    /// <summary>Answers with its length: so far ahead of its end it begins.</summary>
    public int Set(GroupWay way, bool isIPv4)
    {
        Span<byte> room = MemoryMarshal.CreateSpan(ref _bytes[0], Size);
        room.Clear();
        if (isIPv4)
            room = room[8..];
        int info = isIPv4 ? 12 : 20;
        Head(room, info, isIPv4 ? Libc.IPv4Level : Libc.IPv6Level, isIPv4 ? IPv4PacketInfo : IPv6PacketInfo);
        MemoryMarshal.Write(room[(isIPv4 ? Header : Header + 16)..], way.Interface.Index);
        way.Source?.TryWriteBytes(room[(isIPv4 ? Header + 4 : Header)..], out _);
        Span<byte> last = room[^24..];
        Head(last, sizeof(int), isIPv4 ? Libc.IPv4Level : Libc.IPv6Level, isIPv4 ? IPv4TimeToLive : IPv6HopLimit);
        MemoryMarshal.Write(last[Header..], (int)way.Hops);
        return room.Length;
    }

    private static void Head(Span<byte> control, int value, int level, int type)
    {
        MemoryMarshal.Write(control, (ulong)(Header + value));
        MemoryMarshal.Write(control[8..], level);
        MemoryMarshal.Write(control[12..], type);
    }
}
