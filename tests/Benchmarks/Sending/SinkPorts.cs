using System.Net;
using System.Net.Sockets;

namespace Streaming.Benchmarks.Sending;

/// <summary>Many UDP ports that take what they are sent and never look at it: full, they cost the sender what a reader's would.</summary>
internal sealed class SinkPorts : IDisposable
{
    private readonly Socket[] _sockets;

    /// <param name="areGroups">Each is the one receiver of a group of its own.</param>
    public SinkPorts(int count, bool areGroups = false)
    {
        AreGroups = areGroups;
        _sockets = new Socket[count];
        for (int i = 0; i < count; i++)
        {
            IPAddress address = areGroups ? new([239, 255, (byte)(i >> 8), (byte)i]) : IPAddress.Loopback;
            _sockets[i] = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4_096 };
            _sockets[i].Bind(new IPEndPoint(address, 0));
            if (areGroups)
                Join(_sockets[i], address);
        }
    }

    public bool AreGroups { get; }

    public int Count => _sockets.Length;

    public IPEndPoint this[int index] => (IPEndPoint)_sockets[index % _sockets.Length].LocalEndPoint!;

    public void Dispose()
    {
        foreach (Socket socket in _sockets)
            socket.Dispose();
    }

    private static void Join(Socket socket, IPAddress group) =>
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, IPAddress.Loopback));
}
