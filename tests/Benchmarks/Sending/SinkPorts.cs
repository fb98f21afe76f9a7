using System.Net;
using System.Net.Sockets;

namespace Streaming.Benchmarks.Sending;

/// <summary>Many UDP ports that take what they are sent and never look at it: full, they cost the sender what a reader's would.</summary>
internal sealed class SinkPorts : IDisposable
{
    private readonly Socket[] _sockets;

    public SinkPorts(int count)
    {
        _sockets = new Socket[count];
        for (int i = 0; i < count; i++)
        {
            _sockets[i] = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4_096 };
            _sockets[i].Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }
    }

    public int Count => _sockets.Length;

    public IPEndPoint this[int index] => (IPEndPoint)_sockets[index % _sockets.Length].LocalEndPoint!;

    public void Dispose()
    {
        foreach (Socket socket in _sockets)
            socket.Dispose();
    }
}
