using System.Net;
using System.Net.Sockets;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>How the packets of one UDP stream reach their client: what the sender keeps with a <see cref="SendStream"/>.</summary>
internal sealed class StreamRoute
{
    /// <summary>So many refusals in a row are no hiccup: some seconds of a film.</summary>
    private const int FailuresToGiveUp = 200;

    private int _failures;

    /// <param name="family">Of the sockets: a dual-stack socket speaks to IPv4 by mapped addresses.</param>
    public StreamRoute(SessionRun run, StreamTransport.Udp transport, AddressFamily family)
    {
        Run = run;
        IsIPv4 = transport.Rtp.Address is { AddressFamily: AddressFamily.InterNetwork } or { IsIPv4MappedToIPv6: true };
        Media = Serialize(transport.Rtp, family);
        Control = Serialize(transport.Rtcp, family);
    }

    public SessionRun Run { get; }

    /// <summary>Whether packets leave as IPv4, be it from a socket of both families: how they are marked depends on it.</summary>
    public bool IsIPv4 { get; }

    public SocketAddress Media { get; }

    public SocketAddress Control { get; }

    /// <summary>Whether the way to this client still takes runs of packets for the kernel to cut.</summary>
    public bool Segments { get; set; } = true;

    public void Succeeded() => _failures = 0;

    /// <summary>A packet found no way out.</summary>
    public void Refused(int error)
    {
        if (++_failures == FailuresToGiveUp)
            Run.Fail($"the client cannot be reached (error {error})");
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
