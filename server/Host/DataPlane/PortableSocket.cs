using System.Net;
using System.Net.Sockets;
using Streaming.Qos.Policing;

namespace Streaming.Server.Host.DataPlane;

/// <summary>A socket whose packets are marked, and led to groups, by what was last set on it. Safe for threads: that of reports is shared
/// by all loops.</summary>
internal sealed class PortableSocket(Socket socket)
{
    private readonly Lock _lock = new();
    private readonly SocketMarking _marking = new(socket);
    private GroupWay? _way;
    private int _index;
    private bool _isIPv4;

    /// <exception cref="SocketException">The system did not take it.</exception>
    public void Send(ReadOnlySpan<byte> bytes, Dscp marking, StreamRoute route, SocketAddress to)
    {
        lock (_lock)
        {
            _marking.Set(marking);
            if (route.Group is GroupWay way && (way, way.Interface.Index, route.IsIPv4) != (_way, _index, _isIPv4))
            {
                GroupSockets.Send(socket, way, route.IsIPv4);
                (_way, _index, _isIPv4) = (way, way.Interface.Index, route.IsIPv4);
            }

            socket.SendTo(bytes, SocketFlags.None, to);
        }
    }
}
