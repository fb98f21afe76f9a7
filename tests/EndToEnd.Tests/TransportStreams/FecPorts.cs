using System.Net;
using System.Net.Sockets;

namespace Streaming.EndToEnd.Tests.TransportStreams;

/// <summary>The three ports of a transport stream with SMPTE 2022-1 parity: media, columns on + 2, rows on + 4.</summary>
internal sealed class FecPorts : IDisposable
{
    private readonly List<Socket> _sockets = [];

    private FecPorts(int media)
    {
        Media = media;
        foreach (int offset in new[] { 0, 2, 4 })
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 8_000_000 };
            _sockets.Add(socket);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, media + offset));
        }
    }

    public int Media { get; }

    /// <summary>Somewhere where all three are free.</summary>
    public static FecPorts Open()
    {
        for (int attempt = 0; ; attempt++)
        {
            using Socket probe = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            int port = ((IPEndPoint)probe.LocalEndPoint!).Port & ~1;
            try
            {
                return new(port + 2);
            }
            catch (SocketException) when (attempt < 50)
            {
            }
        }
    }

    /// <summary>Everything that comes until nothing has come for a while: which port (0, 2, 4), and the packet.</summary>
    public async IAsyncEnumerable<(int Port, byte[] Packet)> ReceiveAsync(TimeSpan first, TimeSpan quiet)
    {
        byte[] buffer = new byte[4_096];
        TimeSpan patience = first;
        List<Socket> ready = [];
        while (true)
        {
            ready.Clear();
            ready.AddRange(_sockets);
            await Task.Run(() => Socket.Select(ready, null, null, patience));
            if (ready.Count == 0)
                yield break;
            patience = quiet;

            // The media first: parity that overtakes them in our queues would mend what is not lost.
            yield return (2 * _sockets.IndexOf(ready[0]), buffer[..ready[0].Receive(buffer)]);
        }
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
}
