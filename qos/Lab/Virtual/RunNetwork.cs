using System.Net;
using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Virtual.Checks;
using Streaming.Qos.Policing;
using Streaming.Server.Sending;

namespace Streaming.Lab.Virtual;

/// <summary>Between the server and the viewers of a run: what either says goes through the network, and each datagram is accounted
/// for.</summary>
/// <remarks>A datagram weighs what the server reckons with (<see cref="DatagramSizes"/>), so that what is promised of a link and what
/// passes it are counted alike.</remarks>
internal sealed class RunNetwork : IServerWire, IViewerWire, INetworkWitness<Parcel>
{
    private readonly VirtualNetwork<Parcel> _network;
    private readonly IReadOnlyList<SessionFile> _files;
    private readonly ConformanceCheck _conformance;
    private readonly NetworkPlan _plan;
    private readonly int _viewers;
    private readonly PacketShelf _shelf = new();
    private readonly Groups _groups = new();
    private readonly List<int> _viewerOf = [];
    private readonly long[] _connectionOf;

    /// <param name="files">Of the viewers, by their numbers.</param>
    public RunNetwork(NetworkPlan plan, ulong seed, IReadOnlyList<SessionFile> files, ConformanceCheck conformance)
    {
        _network = new(plan, seed, this);
        _files = files;
        _viewers = files.Count;
        _conformance = conformance;
        _plan = plan;
        _connectionOf = new long[files.Count];
        Array.Fill(_connectionOf, -1);
    }

    public Instant Next => _network.Next;

    /// <summary>Datagrams that left the server, and their bytes with all headers; to a group, once.</summary>
    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    public bool TryTake(Instant now, out Delivery<Parcel> delivery) => _network.TryTake(now, out delivery);

    public LinkFigures FiguresOf(int link) => _network.FiguresOf(link);

    /// <summary>Who said something on a connection.</summary>
    public int ViewerOf(long connection) => _viewerOf[(int)connection];

    /// <summary>Whether it is the connection that the viewer has now: what comes on an older one concerns nobody.</summary>
    public bool IsCurrent(long connection) => _connectionOf[ViewerOf(connection)] == connection;

    /// <summary>A datagram has come to a viewer.</summary>
    /// <returns>False: it is damaged, and the checksum of UDP has it dropped before anybody reads it. RFC 768.</returns>
    public bool Came(in Delivery<Parcel> delivery)
    {
        SessionFile file = _files[delivery.Host];
        file.Copies += delivery.IsDuplicate ? 1 : 0;
        if (delivery.IsCorrupt)
            file.Lost(SecondAt(delivery.At), _plan.Hosts[delivery.Host], DropCause.Loss, ((PacketBuffer)delivery.Load.What!).IsReport);
        else
            file.Came++;
        return !delivery.IsCorrupt;
    }

    /// <summary>A datagram has come, and has been read.</summary>
    public void Return(PacketBuffer packet) => _shelf.Return(packet);

    /// <summary>A packet of a sender beside ours.</summary>
    public void Cross(int flow, ByteCount size, Instant now) => _network.Down(_viewers + flow, size, Dscp.CS0, default, now);

    void IServerWire.Respond(long connection, RtspResponse response, Instant now) =>
        _network.DownMessage(ViewerOf(connection), new(new Letter(connection, ConnectionSign.Message, Response: response)), now);

    void IServerWire.Ask(long connection, RtspRequest request, Instant now) =>
        _network.DownMessage(ViewerOf(connection), new(new Letter(connection, ConnectionSign.Message, Request: request)), now);

    void IServerWire.HangUp(long connection, Instant now) => Break(connection, ConnectionSign.Closed, now);

    /// <summary>The server's end of a connection is not there, or no more.</summary>
    public void Break(long connection, ConnectionSign how, Instant now) =>
        _network.DownMessage(ViewerOf(connection), new(new Letter(connection, how)), now);

    void IServerWire.Datagram(IPEndPoint to, ReadOnlySpan<byte> packet, bool isReport, Dscp marking, Instant now)
    {
        ByteCount size = DatagramSizes.Of(packet.Length);
        Packets++;
        Bytes += size.Bytes;
        int viewer = Cast.NumberOf(to.Address);
        if (viewer < 0 || viewer >= _viewers)
        {
            ToGroup(to, packet, size, isReport, marking, now);
            return;
        }

        SessionFile file = _files[viewer];
        file.Sent++;
        file.Bytes += size.Bytes;
        _conformance.Sent(viewer, size, isReport, now);
        _network.Down(viewer, size, marking, new(_shelf.Take(packet, isReport), to.Port), now);
    }

    void IViewerWire.Connect(int viewer, Instant now)
    {
        _viewerOf.Add(viewer);
        _connectionOf[viewer] = _viewerOf.Count - 1;
        Say(viewer, ConnectionSign.Open, now);
    }

    void IViewerWire.Ask(int viewer, RtspRequest request, Instant now) =>
        _network.UpMessage(viewer, new(new Letter(_connectionOf[viewer], ConnectionSign.Message, Request: request)), now);

    void IViewerWire.Respond(int viewer, RtspResponse response, Instant now) =>
        _network.UpMessage(viewer, new(new Letter(_connectionOf[viewer], ConnectionSign.Message, Response: response)), now);

    void IViewerWire.HangUp(int viewer, Instant now) => Say(viewer, ConnectionSign.Closed, now);

    void IViewerWire.Report(int viewer, int fromPort, ReadOnlySpan<byte> compound, Instant now) =>
        _network.Up(viewer, DatagramSizes.Of(compound.Length), new(_shelf.Take(compound, isReport: true), fromPort), now);

    void IViewerWire.Join(int viewer, IPEndPoint group, Instant now) => _groups.Join(viewer, group);

    void IViewerWire.Leave(int viewer, IPEndPoint group, Instant now) => _groups.Leave(viewer, group);

    void INetworkWitness<Parcel>.Dropped(in Drop<Parcel> drop)
    {
        if (drop.Load.What is not PacketBuffer packet)
            return;
        if (!drop.IsUp)
            _files[drop.Host].Lost(SecondAt(drop.At), drop.Link, drop.Cause, packet.IsReport);
        _shelf.Return(packet);
    }

    void INetworkWitness<Parcel>.Copied(Parcel load)
    {
        if (load.What is PacketBuffer packet)
            packet.Users++;
    }

    private int SecondAt(Instant at) => (int)((at - _plan.Start).Ticks / TimeSpan.TicksPerSecond);

    private void Say(int viewer, ConnectionSign sign, Instant now)
    {
        if (_connectionOf[viewer] >= 0)
            _network.UpMessage(viewer, new(new Letter(_connectionOf[viewer], sign)), now);
    }

    private void ToGroup(IPEndPoint group, ReadOnlySpan<byte> packet, ByteCount size, bool isReport, Dscp marking, Instant now)
    {
        int[] members = _groups.MembersOf(group);
        if (members.Length == 0)
            return;
        foreach (int member in members)
        {
            _files[member].Sent++;
            _files[member].Bytes += size.Bytes;
        }

        _network.DownToGroup(members, size, marking, new(_shelf.Take(packet, isReport, group, members.Length), group.Port), now);
    }
}
