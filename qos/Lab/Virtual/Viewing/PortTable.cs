using System.Net;
using Streaming.Player.Sessions;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>Which stream a datagram belongs to, by the port or the group it came to. A handful: looked through in order.</summary>
internal sealed class PortTable
{
    private readonly List<(int Port, ActiveStream Stream, PortUse Use)> _own = [];
    private readonly List<(IPEndPoint Group, ActiveStream Stream, PortUse Use)> _groups = [];

    public void Open(int port, ActiveStream stream, PortUse use) => _own.Add((port, stream, use));

    public void Open(IPEndPoint group, ActiveStream stream, PortUse use) => _groups.Add((group, stream, use));

    /// <summary>Null where nobody listens.</summary>
    public (ActiveStream Stream, PortUse Use)? Find(int port)
    {
        foreach ((int own, ActiveStream stream, PortUse use) in _own)
        {
            if (own == port)
                return (stream, use);
        }

        return null;
    }

    /// <inheritdoc cref="Find(int)"/>
    public (ActiveStream Stream, PortUse Use)? Find(IPEndPoint group)
    {
        foreach ((IPEndPoint joined, ActiveStream stream, PortUse use) in _groups)
        {
            if (joined.Equals(group))
                return (stream, use);
        }

        return null;
    }

    /// <summary>Nothing more of the stream is wanted.</summary>
    /// <returns>The groups it came by.</returns>
    public IReadOnlyList<IPEndPoint> Close(ActiveStream stream)
    {
        _own.RemoveAll(one => one.Stream == stream);
        IPEndPoint[] left = [.. _groups.Where(one => one.Stream == stream).Select(one => one.Group)];
        _groups.RemoveAll(one => one.Stream == stream);
        return left;
    }

    /// <returns>All groups that were joined.</returns>
    public IReadOnlyList<IPEndPoint> CloseAll()
    {
        IPEndPoint[] left = [.. _groups.Select(one => one.Group)];
        _own.Clear();
        _groups.Clear();
        return left;
    }

    /// <summary>Where reports on a stream are sent from; null where it is not set up.</summary>
    public int? ReportPort(ActiveStream stream)
    {
        foreach ((int port, ActiveStream one, PortUse use) in _own)
        {
            if (one == stream && use == PortUse.Report)
                return port;
        }

        return null;
    }
}
