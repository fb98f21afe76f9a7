using System.Net;
using System.Net.Sockets;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The interfaces that groups are sent to by, and the ears for what their receivers report to the group.</summary>
/// <param name="ports">What everything is sent from.</param>
/// <param name="from">What they are bound to, as configured: any, or one address.</param>
internal sealed class GroupTable(PortPair ports, IPAddress from) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string?, AddressFamily), GroupInterface> _interfaces = [];
    private readonly List<Ear> _ears = [];

    /// <summary>How datagrams for a group leave.</summary>
    /// <exception cref="IOException">There is no way to it; the message says what to do.</exception>
    public GroupWay WayTo(StreamTransport.Group group)
    {
        IPAddress address = group.Rtp.Address;
        if (ports.Family == AddressFamily.InterNetwork && address.AddressFamily == AddressFamily.InterNetworkV6)
            throw new IOException($"packets leave as IPv4 only ({from}): group {address} cannot be reached, choose one of IPv4");
        GroupInterface way = InterfaceOf(group);
        _ = SourceOf(group);
        return new(way, group.Options.Hops, group.Options.Source);
    }

    /// <summary>The address that packets for a group come from.</summary>
    /// <exception cref="IOException">There is no way to it; the message says what to do.</exception>
    public IPAddress SourceOf(StreamTransport.Group group) =>
        GroupSockets.SourceOf(group.Rtp.Address, InterfaceOf(group), group.Options.Source ?? from);

    /// <summary>Hears what receivers report to a group that anybody may send to.</summary>
    /// <exception cref="IOException">The port is taken, or the group cannot be joined; the message says what to do.</exception>
    public void Listen(SenderRun run, StreamTransport.Group group, ReportReceiver reports)
    {
        lock (_lock)
        {
            if (group.Options.IsSourceSpecific || _ears.Exists(ear => ear.Run == run && ear.Point.Equals(group.Rtcp)))
                return;
            IPAddress own = SourceOf(group);
            GroupInterface way = InterfaceOf(group);
            GroupListener listener = new(
                group.Rtcp,
                way,
                (datagram, sender) =>
                {
                    // What this server itself tells the group comes back.
                    if (sender.Port != ports.Port + 1 || !sender.Address.Equals(own))
                        reports.Take(run, datagram.Span, sender);
                },
                reports.Refuse);
            _ears.Add(new(run, group.Rtcp, way, listener));
            listener.Begin();
        }
    }

    /// <summary>Hears nothing for it any more.</summary>
    public void Forget(SenderRun run)
    {
        lock (_lock)
        {
            foreach (Ear ear in _ears)
            {
                if (ear.Run == run)
                    ear.Listener.Dispose();
            }

            _ears.RemoveAll(ear => ear.Run == run);
        }
    }

    /// <summary>Looks for interfaces that packets could not leave by.</summary>
    public void Look()
    {
        lock (_lock)
        {
            foreach (((_, AddressFamily family), GroupInterface way) in _interfaces)
            {
                if (!way.Refresh(family))
                    continue;
                foreach (Ear ear in _ears)
                {
                    if (ear.Interface == way)
                        ear.Listener.Rejoin();
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (Ear ear in _ears)
                ear.Listener.Dispose();
            _ears.Clear();
        }
    }

    private GroupInterface InterfaceOf(StreamTransport.Group group)
    {
        // Packets of one address leave by its interface, whatever the system's routes say of groups.
        AddressFamily family = group.Rtp.AddressFamily;
        IPAddress source = group.Options.Source ?? from;
        bool isAny = source.Equals(IPAddress.Any) || source.Equals(IPAddress.IPv6Any);
        string? name = group.Options.Interface ?? (isAny || source.AddressFamily != family ? null : source.ToString());
        lock (_lock)
        {
            if (!_interfaces.TryGetValue((name, family), out GroupInterface? found))
                _interfaces[(name, family)] = found = GroupInterface.Open(name, family);
            return found;
        }
    }

    private sealed record Ear(SenderRun Run, IPEndPoint Point, GroupInterface Interface, GroupListener Listener);
}
