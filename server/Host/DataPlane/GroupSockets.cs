using System.Net;
using System.Net.Sockets;

namespace Streaming.Server.Host.DataPlane;

/// <summary>What is set on a socket of its own to speak to a group, or to hear it.</summary>
internal static class GroupSockets
{
    /// <summary>From now on the socket sends to groups by that way.</summary>
    public static void Send(Socket socket, GroupWay way, bool isIPv4)
    {
        SocketOptionLevel level = isIPv4 ? SocketOptionLevel.IP : SocketOptionLevel.IPv6;
        int index = way.Interface.Index;
        socket.SetSocketOption(level, SocketOptionName.MulticastInterface, isIPv4 ? IPAddress.HostToNetworkOrder(index) : index);
        socket.SetSocketOption(level, SocketOptionName.MulticastTimeToLive, way.Hops);
    }

    /// <summary>Where packets for a group would come from.</summary>
    /// <param name="from">What their socket is bound to.</param>
    /// <exception cref="IOException">There is no way to it; the message says what to do.</exception>
    public static IPAddress SourceOf(IPAddress group, GroupInterface way, IPAddress from)
    {
        bool isIPv4 = group.AddressFamily == AddressFamily.InterNetwork;
        bool isAny = from.Equals(IPAddress.Any) || from.Equals(IPAddress.IPv6Any);
        if (!isAny && from.AddressFamily != group.AddressFamily)
            throw new IOException($"packets leave from {from} only: group {group} is of the other family of addresses");
        using Socket probe = new(group.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (!isAny)
                probe.Bind(new IPEndPoint(from, 0));
            Send(probe, new(way, 1, null), isIPv4);
            probe.Connect(new IPEndPoint(group, 9));
            return ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (SocketException e)
        {
            throw new IOException(Explain(e, group, way, from), e);
        }
    }

    private static string Explain(SocketException e, IPAddress group, GroupInterface way, IPAddress from)
    {
        if (e.SocketErrorCode == SocketError.AddressNotAvailable)
            return $"group {group} cannot be sent to from {from}: this machine does not have that address";
        return way.Name is null
            ? $"there is no way to group {group} ({e.Message}): name the interface it is to leave by, or add a route to it"
            : $"there is no way to group {group} by interface '{way.Name}' ({e.Message}): see whether it is up and has an address";
    }
}
