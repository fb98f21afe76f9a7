using System.Net;
using System.Net.Sockets;

namespace Streaming.Player.Client;

/// <summary>One UDP port of a multicast group that was joined. Several receivers may live on one machine.</summary>
/// <remarks>Bound to the group's address where the system can: Linux hands whatever group anybody has joined to every socket on its port.
/// Closing it leaves the group.</remarks>
internal static class GroupSocket
{
    private const int IpLevel = 0;
    private const int Ip6Level = 41;

    /// <summary>MCAST_JOIN_SOURCE_GROUP of Linux. RFC 3678 §5.1.</summary>
    private const int JoinSourceGroup = 46;

    private const int MulticastAll = 49;
    private const int MulticastAll6 = 29;

    /// <summary>Two socket addresses of 128 bytes behind the interface's number, which is padded to eight.</summary>
    private const int SourceRequestSize = 264;

    private const int GroupAt = 8;
    private const int SourceAt = 136;

    /// <summary>Opens a port of a group and joins it.</summary>
    /// <param name="source">The only one it is wanted from; null: anybody.</param>
    /// <param name="interfaces">By number; on one of them at least it must be possible.</param>
    /// <exception cref="SocketException">The system refuses.</exception>
    public static Socket Join(IPAddress group, int port, IPAddress? source, IReadOnlyList<int> interfaces, int receiveBuffer)
    {
        Socket socket = new(group.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            bool isIPv6 = group.AddressFamily == AddressFamily.InterNetworkV6;
            IPAddress any = isIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
            socket.Bind(new IPEndPoint(OperatingSystem.IsWindows() ? any : group, port));
            PortPairSockets.Enlarge(socket, receiveBuffer);
            HearOnlyJoined(socket, isIPv6);
            JoinAny(socket, group, source, interfaces);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Linux hands a socket what comes for its group on any interface on which anybody has joined, unless it is told
    /// otherwise.</summary>
    private static void HearOnlyJoined(Socket socket, bool isIPv6)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(isIPv6 ? Ip6Level : IpLevel, isIPv6 ? MulticastAll6 : MulticastAll, BitConverter.GetBytes(0));
    }

    private static void JoinAny(Socket socket, IPAddress group, IPAddress? source, IReadOnlyList<int> interfaces)
    {
        SocketException? refused = null;
        int joined = 0;
        foreach (int number in interfaces)
        {
            try
            {
                Join(socket, group, source, number);
                joined++;
            }
            catch (SocketException fault)
            {
                refused = fault;
            }
        }

        if (joined == 0 && refused is not null)
            throw refused;
    }

    /// <summary>Elsewhere than on Linux a source is told from others when its packets are here.</summary>
    private static void Join(Socket socket, IPAddress group, IPAddress? source, int number)
    {
        if (source is not null && OperatingSystem.IsLinux())
            JoinSource(socket, group, source, number);
        else if (group.AddressFamily == AddressFamily.InterNetworkV6)
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group, number));
        else
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, number));
    }

    private static void JoinSource(Socket socket, IPAddress group, IPAddress source, int number)
    {
        Span<byte> request = stackalloc byte[SourceRequestSize];
        request.Clear();
        BitConverter.TryWriteBytes(request, number);
        Write(group, request[GroupAt..SourceAt]);
        Write(source, request[SourceAt..]);
        socket.SetRawSocketOption(group.AddressFamily == AddressFamily.InterNetworkV6 ? Ip6Level : IpLevel, JoinSourceGroup, request);
    }

    private static void Write(IPAddress address, Span<byte> wire)
    {
        SocketAddress whole = new IPEndPoint(address, 0).Serialize();
        whole.Buffer.Span[..whole.Size].CopyTo(wire);
    }
}
