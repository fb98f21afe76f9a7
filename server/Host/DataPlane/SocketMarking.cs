using System.Net.Sockets;
using System.Runtime.InteropServices;
using Streaming.Qos.Policing;
using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Server.Host.DataPlane;

/// <summary>How everything that leaves by one socket is marked: an RTSP connection, or UDP where packets cannot be marked one by
/// one.</summary>
/// <remarks>Best effort in both senses: where the system does not allow it, what leaves is not marked.</remarks>
public sealed class SocketMarking(Socket socket)
{
    private Dscp _marking = Dscp.CS0;

    /// <summary>From the next packet on; a call only where it changes.</summary>
    public void Set(Dscp marking)
    {
        if (marking == _marking)
            return;
        _marking = marking;
        Try(static (socket, octet) => socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService, octet), marking.Octet);
        if (socket.AddressFamily != AddressFamily.InterNetworkV6 || !OperatingSystem.IsLinux())
            return;
        Try(
            static (socket, octet) =>
            {
                Span<byte> value = stackalloc byte[sizeof(int)];
                MemoryMarshal.Write(value, octet);
                socket.SetRawSocketOption(Libc.IPv6Level, Libc.TrafficClass, value);
            },
            marking.Octet);
    }

    private void Try(Action<Socket, int> set, int octet)
    {
        try
        {
            set(socket, octet);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or PlatformNotSupportedException)
        {
            // Not to be had here, or the connection is gone: what leaves is as good as before.
        }
    }
}
