using System.Net;
using System.Net.Sockets;

namespace Streaming.Server.Host.DataPlane;

/// <summary>How the packets of one stream reach a client, or a group, by UDP.</summary>
internal sealed class StreamRoute : Route
{
    /// <summary>So many refusals in a row are no hiccup: some seconds of a film.</summary>
    private const int FailuresToGiveUp = 200;

    private int _failures;

    /// <param name="family">Of the sockets: a dual-stack socket speaks to IPv4 by mapped addresses.</param>
    /// <param name="group">How it leaves; null: for one client, as the system's routes say.</param>
    public StreamRoute(IFlow flow, IPEndPoint rtp, IPEndPoint rtcp, AddressFamily family, GroupWay? group = null)
        : base(flow)
    {
        Group = group;
        IsIPv4 = rtp.Address is { AddressFamily: AddressFamily.InterNetwork } or { IsIPv4MappedToIPv6: true };
        Media = Serialize(rtp, family);
        Control = Serialize(rtcp, family);
    }

    /// <summary>Whether packets leave as IPv4, be it from a socket of both families: how they are marked depends on it.</summary>
    public bool IsIPv4 { get; }

    public GroupWay? Group { get; }

    public SocketAddress Media { get; }

    public SocketAddress Control { get; }

    /// <summary>Whether this way still takes runs of packets for the kernel to cut.</summary>
    public bool Segments { get; set; } = true;

    /// <summary>Where in which batch its newest message is. Used by the queue of its loop only.</summary>
    public (long Batch, int Index) Newest { get; set; }

    public void Succeeded() => _failures = 0;

    /// <summary>A packet found no way out.</summary>
    /// <remarks>A group has others to hear it again when the interface is back: it is never given up.</remarks>
    public void Refused(int error)
    {
        if (Group is not null)
            Group.Interface.Refused();
        else if (++_failures == FailuresToGiveUp)
            Flow.Fail($"the client cannot be reached (error {error})");
    }

    private static SocketAddress Serialize(IPEndPoint point, AddressFamily family)
    {
        IPAddress address = point.Address;
        if (family == AddressFamily.InterNetworkV6 && address.AddressFamily == AddressFamily.InterNetwork)
            address = address.MapToIPv6();
        else if (family == AddressFamily.InterNetwork && address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return new IPEndPoint(address, point.Port).Serialize();
    }
}
