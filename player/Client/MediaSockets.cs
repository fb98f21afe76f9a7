using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>All UDP sockets of a session: a pair of our own for each stream, and those of the groups it comes by.</summary>
internal sealed class MediaSockets(RtspClient connection, MonotonicClock clock, Inbox inbox, PlayingOptions options) : IDisposable
{
    /// <summary>Half a second of the stream must fit, and never less than this.</summary>
    private const int LeastBuffer = 256 * 1024;

    private readonly Dictionary<OfferedTrack, PortPairSockets> _own = [];
    private readonly Dictionary<OfferedTrack, ActiveStream> _streams = [];
    private DatagramReceiver? _datagrams;
    private bool _receives;
    private bool _hasWarned;

    /// <summary>A pair of our own for a stream that is to be set up.</summary>
    /// <returns>Null where the system has none.</returns>
    public PortPair? Open(OfferedTrack track)
    {
        PortPairSockets? sockets = PortPairSockets.TryOpen(connection.Server.AddressFamily, options.ReceiveBuffer);
        if (sockets is null)
            return null;
        _own[track] = sockets;
        WarnOfSmallBuffer(sockets.ReceiveBuffer, track);
        return sockets.Ports;
    }

    /// <summary>A stream is agreed upon: listens to it, and joins its groups.</summary>
    /// <returns>Why they cannot be joined, a sentence for people; null where all is well.</returns>
    public string? Listen(ActiveStream stream)
    {
        StreamSetup setup = stream.Setup;
        PortPairSockets own = _own[setup.Track];
        SourceFilter server = new(Allowed(setup.Source));
        List<StreamPort> ports = [new(own.Rtcp, ArrivalKind.Report, stream, server)];
        string? trouble = null;
        if (setup.Group is { } group)
        {
            ports.Add(new(own.Rtp, ArrivalKind.Resent, stream, server));
            trouble = Join(stream, group, setup.Parity?.Group, ports);
        }
        else
        {
            ports.Add(new(own.Rtp, ArrivalKind.Media, stream, server));
        }

        _streams[setup.Track] = stream;
        _datagrams ??= new(clock, inbox);
        _datagrams.Add(ports);
        if (_receives)
            _datagrams.Start();
        return trouble;
    }

    /// <summary>Datagrams are taken from PLAY on; of streams that are not answered yet, because requests are sent together, from then
    /// on.</summary>
    public void Receive()
    {
        _receives = true;
        _datagrams?.Start();
    }

    /// <summary>Nothing more of it is wanted; its groups are left.</summary>
    public void Close(OfferedTrack track)
    {
        _own.Remove(track, out PortPairSockets? own);
        if (_streams.Remove(track, out ActiveStream? stream))
            _datagrams!.Remove(stream);
        else
            own?.Dispose();
    }

    public void CloseAll()
    {
        foreach (ActiveStream stream in _streams.Values)
            _datagrams!.Remove(stream);
        _datagrams?.Dispose();
        _datagrams = null;
        foreach (PortPairSockets pair in _own.Values)
            pair.Dispose();
        _own.Clear();
        _streams.Clear();
    }

    public void Dispose() => CloseAll();

    /// <summary>To the server alone; where receivers of a group are to hear each other, to all of them.</summary>
    public void SendReport(ActiveStream stream, byte[] compound)
    {
        StreamSetup setup = stream.Setup;
        if (!_own.TryGetValue(setup.Track, out PortPairSockets? own))
            return;
        try
        {
            if (setup.ReportsTo is { } group)
                own.Rtcp.SendTo(compound, new IPEndPoint(IPAddress.Parse(group.Address), group.Ports.Rtcp));
            else if (setup.ServerPorts is { } ports)
                own.Rtcp.SendTo(compound, new IPEndPoint(connection.Server, ports.Rtcp));
        }
        catch (SocketException)
        {
            // A report that cannot leave is lost, as the network might have lost it.
        }
    }

    /// <summary>Whose datagrams are believed: the server's, from where we reach it and from where it says it sends.</summary>
    private List<IPAddress> Allowed(params IEnumerable<string?> named)
    {
        List<IPAddress> allowed = [connection.Server];
        foreach (string? name in named)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
                allowed.Add(address);
        }

        return allowed;
    }

    private string? Join(ActiveStream stream, OfferedGroup group, OfferedGroup? parity, List<StreamPort> ports)
    {
        IReadOnlyList<int> interfaces = GroupInterface.Usual(connection.Local);
        if (options.Interface is { } wanted)
        {
            if (GroupInterface.Find(wanted) is not { } found)
                return $"this machine has no interface '{wanted}'";
            interfaces = [found];
        }

        SourceFilter filter = new(Allowed(stream.Setup.Source, group.Source));
        ArrivalKind? others = stream.Setup.ReportsTo is null ? null : ArrivalKind.OthersReport;
        try
        {
            ports.Add(new(Join(group, group.Ports.Rtp, interfaces), ArrivalKind.Media, stream, filter));
            ports.Add(new(Join(group, group.Ports.Rtcp, interfaces), ArrivalKind.Report, stream, filter, others));
            if (parity is not null && parity != group)
                ports.Add(new(Join(parity, parity.Ports.Rtp, interfaces), ArrivalKind.Media, stream, filter));
            if (stream.Setup.ReportsTo is not null)
                Reach(_own[stream.Setup.Track].Rtcp, group, interfaces[^1]);
            return null;
        }
        catch (SocketException fault)
        {
            return $"the group {group.Address} cannot be joined: {fault.Message}";
        }
    }

    private Socket Join(OfferedGroup group, int port, IReadOnlyList<int> interfaces)
    {
        IPAddress? source = IPAddress.TryParse(group.Source, out IPAddress? named) ? named : null;
        return GroupSocket.Join(IPAddress.Parse(group.Address), port, source, interfaces, options.ReceiveBuffer);
    }

    /// <summary>Reports to the group go as far as its media.</summary>
    private static void Reach(Socket socket, OfferedGroup group, int number)
    {
        bool isIPv6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
        SocketOptionLevel level = isIPv6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
        socket.SetSocketOption(level, SocketOptionName.MulticastTimeToLive, group.Ttl ?? 1);
        if (number != GroupInterface.ByRoute)
            socket.SetSocketOption(level, SocketOptionName.MulticastInterface, isIPv6 ? number : IPAddress.HostToNetworkOrder(number));
    }

    private void WarnOfSmallBuffer(int granted, OfferedTrack track)
    {
        // The system counts its bookkeeping as well as the payload: twice half a second is a second.
        long wanted = Math.Max(LeastBuffer, ((track.Rate ?? BitRate.Zero) * TimeSpan.FromSeconds(1)).Bytes);
        if (_hasWarned || granted >= wanted)
            return;
        _hasWarned = true;
        options.Notice?.Invoke(
            $"the system grants a receive buffer of {granted / 1000} kB only, so bursts may be lost; raise net.core.rmem_max to {wanted}");
    }
}
