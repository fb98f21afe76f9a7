using System.Net;
using System.Net.Sockets;
using Streaming.Server.Channels.Announcing;
using Streaming.Server.Host.DataPlane;

namespace Streaming.Server.Host.Announcing;

/// <summary>The way to those who listen to one scope by one interface, and the ear for what others announce there.</summary>
internal sealed class AnnouncementWay : IDisposable
{
    private readonly Socket _socket;
    private readonly GroupInterface _interface;
    private readonly bool _isIPv4;

    /// <exception cref="IOException">There is no such interface; the message says what to do.</exception>
    /// <exception cref="SocketException">This machine has not that address.</exception>
    public AnnouncementWay(AnnouncementPacket first)
    {
        _isIPv4 = first.To.AddressFamily == AddressFamily.InterNetwork;
        _interface = GroupInterface.Open(first.Options.Interface ?? first.From.ToString(), first.To.AddressFamily);
        _socket = new(first.To.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Bind(new IPEndPoint(first.From, 0));
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }
    }

    private GroupListener? Ear { get; set; }

    /// <exception cref="IOException">The port is taken, or the group cannot be joined.</exception>
    public void Listen(IPEndPoint scope, Action<ReadOnlyMemory<byte>> hear)
    {
        Ear = new(scope, _interface, (packet, _) => hear(packet), static () => { });
        Ear.Begin();
    }

    /// <exception cref="SocketException">It does not leave.</exception>
    public void Send(AnnouncementPacket packet)
    {
        try
        {
            GroupSockets.Send(_socket, new(_interface, packet.Options.Hops, packet.From), _isIPv4);
            _socket.SendTo(packet.Bytes, packet.To);
        }
        catch (SocketException)
        {
            _interface.Refused();
            if (_interface.Refresh(packet.To.AddressFamily))
                Ear?.Rejoin();
            throw;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        Ear?.Dispose();
    }
}
