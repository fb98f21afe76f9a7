using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Streaming.Server.Sending;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>A group of this machine's own, that no other test has.</summary>
internal sealed class LocalGroup
{
    private LocalGroup(IPAddress address, NetworkInterface by)
    {
        using Socket free = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        free.Bind(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)free.LocalEndPoint!).Port & ~1;
        (Rtp, Rtcp, Interface) = (new(address, port), new(address, port + 1), by);
    }

    public IPEndPoint Rtp { get; }

    public IPEndPoint Rtcp { get; }

    public NetworkInterface Interface { get; }

    public int Index => Rtp.AddressFamily == AddressFamily.InterNetwork
        ? Interface.GetIPProperties().GetIPv4Properties().Index
        : Interface.GetIPProperties().GetIPv6Properties().Index;

    /// <summary>By the loop-back interface.</summary>
    public static LocalGroup OfIPv4()
    {
        byte[] chance = Guid.NewGuid().ToByteArray();
        NetworkInterface by = NetworkInterface.GetAllNetworkInterfaces()
            .First(one => one.NetworkInterfaceType == NetworkInterfaceType.Loopback);
        return new(new([239, 255, chance[0], chance[1]]), by);
    }

    /// <summary>By an interface that has it: loop-back does not, on Linux. Never beyond this machine.</summary>
    public static LocalGroup OfIPv6()
    {
        NetworkInterface? by = Socket.OSSupportsIPv6
            ? NetworkInterface.GetAllNetworkInterfaces().FirstOrDefault(one => one is
            {
                NetworkInterfaceType: not NetworkInterfaceType.Loopback,
                SupportsMulticast: true,
                OperationalStatus: OperationalStatus.Up,
            }
            && one.Supports(NetworkInterfaceComponent.IPv6))
            : null;
        if (by is null)
            Assert.Skip("skipped: no interface for groups of IPv6 here");
        byte[] chance = Guid.NewGuid().ToByteArray();
        return new(IPAddress.Parse($"ff15::{chance[0]:x}:{chance[1]:x}{chance[2]:x}"), by);
    }

    public StreamTransport.Group Transport(byte hops, IPAddress? source = null) => new(Rtp, Rtcp, new(hops, Interface.Name, source));

    /// <summary>A receiver on this machine says something to the group of reports.</summary>
    public void Tell(ReadOnlySpan<byte> compound)
    {
        using Socket socket = new(Rtcp.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(Index));
        socket.SendTo(compound, SocketFlags.None, Rtcp);
    }

    public MarkedReceiver Media(IPAddress? source = null) => MarkedReceiver.Of(Rtp, Index, source);

    public MarkedReceiver Reports(IPAddress? source = null) => MarkedReceiver.Of(Rtcp, Index, source);
}
