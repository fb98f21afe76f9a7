using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Client;

/// <summary>The two UDP sockets of one stream: RTP on an even port, RTCP on the next. RFC 3550 §11.</summary>
internal sealed class PortPairSockets : IDisposable
{
    /// <summary>Each try asks the system for any free port; half of them are even.</summary>
    private const int MostTries = 64;

    private const int SolSocket = 1;
    private const int SoReceiveBufferForce = 33;

    private PortPairSockets(Socket rtp, Socket rtcp)
    {
        Rtp = rtp;
        Rtcp = rtcp;
    }

    public Socket Rtp { get; }

    public Socket Rtcp { get; }

    public PortPair Ports => new(((IPEndPoint)Rtp.LocalEndPoint!).Port, ((IPEndPoint)Rtcp.LocalEndPoint!).Port);

    /// <summary>What the system grants; on Linux it counts its own bookkeeping too, about twice the payload.</summary>
    public int ReceiveBuffer => Rtp.ReceiveBufferSize;

    /// <summary>Opens a pair; null where the system has none.</summary>
    public static PortPairSockets? TryOpen(AddressFamily family, int receiveBuffer)
    {
        for (int i = 0; i < MostTries; i++)
        {
            Socket first = Open(family);
            int port = TryBind(first, family, 0) ? ((IPEndPoint)first.LocalEndPoint!).Port : 0;
            int other = port % 2 == 0 ? port + 1 : port - 1;
            Socket second = Open(family);
            if (port > 1 && TryBind(second, family, other))
            {
                PortPairSockets pair = port % 2 == 0 ? new(first, second) : new(second, first);
                Enlarge(pair.Rtp, receiveBuffer);
                return pair;
            }

            first.Dispose();
            second.Dispose();
        }

        return null;
    }

    public void Dispose()
    {
        Rtp.Dispose();
        Rtcp.Dispose();
    }

    private static Socket Open(AddressFamily family) => new(family, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };

    private static bool TryBind(Socket socket, AddressFamily family, int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// As large as the system allows; an administrator's process may go beyond the limit, everybody else is cut to it silently.
    /// </summary>
    internal static void Enlarge(Socket socket, int bytes)
    {
        socket.ReceiveBufferSize = bytes;
        if (!OperatingSystem.IsLinux() || socket.ReceiveBufferSize >= bytes)
            return;
        try
        {
            socket.SetRawSocketOption(SolSocket, SoReceiveBufferForce, BitConverter.GetBytes(bytes));
        }
        catch (SocketException)
        {
            // Not allowed: what was granted before stays, and the player warns where that is too little.
        }
    }
}
