using System.Net;
using System.Net.Sockets;
using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Server.Host.DataPlane;

/// <summary>The sockets of the data plane: media sockets that share an even port, one for each loop, and one socket for reports on the
/// next.</summary>
/// <remarks>
/// The report socket is bound first and shares with nobody: a second server on the same ports fails there, although media sockets would
/// let it in. What is sent to the media port is of no interest; a small buffer fills and the kernel drops the rest.
/// </remarks>
internal sealed class PortPair : IDisposable
{
    /// <summary>Free even ports with a free neighbour are common; this many failures in a row mean something else.</summary>
    private const int Attempts = 64;

    /// <summary>A tick's work of thousands of sessions fits; the kernel may grant less.</summary>
    private const int SendBuffer = 4 << 20;

    private const int ReportBuffer = 1 << 20;
    private const int UnreadBuffer = 4_096;

    private PortPair(IPAddress address, int port, int count)
    {
        try
        {
            Control = Bind(address, port == 0 ? 0 : port + 1, shared: false);
            Control.ReceiveBufferSize = ReportBuffer;
            int control = ((IPEndPoint)Control.LocalEndPoint!).Port;
            if (control % 2 == 0)
                throw new SocketException((int)SocketError.AddressAlreadyInUse);
            for (int i = 0; i < count; i++)
            {
                Socket media = Bind(address, control - 1, shared: count > 1);
                Media.Add(media);
                media.ReceiveBufferSize = UnreadBuffer;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public List<Socket> Media { get; } = [];

    public Socket Control { get; }

    public int Port => ((IPEndPoint)Media[0].LocalEndPoint!).Port;

    public AddressFamily Family => Control.AddressFamily;

    /// <exception cref="IOException">The port is taken, forbidden, or there is none; the message says what to do.</exception>
    public static PortPair Open(IPAddress address, int port, int count)
    {
        if (port % 2 != 0)
            throw new IOException($"RTP port {port} is odd, media needs an even port, reports the next: choose {port - 1} or {port + 1}");
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new(address, port, count);
            }
            catch (SocketException e) when (IsNoIPv6(e) && address.Equals(IPAddress.IPv6Any))
            {
                address = IPAddress.Any;
            }
            catch (SocketException e) when (port != 0 || attempt == Attempts)
            {
                throw new IOException(Explain(e, address, port), e);
            }
            catch (SocketException e) when (e.SocketErrorCode != SocketError.AddressAlreadyInUse)
            {
                throw new IOException(Explain(e, address, port), e);
            }
            catch (SocketException)
            {
                // An odd port or a taken neighbour: try the next free one.
            }
        }
    }

    public void Dispose()
    {
        Control?.Dispose();
        foreach (Socket media in Media)
            media.Dispose();
    }

    private static Socket Bind(IPAddress address, int port, bool shared)
    {
        Socket socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = true;
            if (shared && Libc.IsSupported)
                socket.SetRawSocketOption(Libc.SocketLevel, Libc.ReusePort, BitConverter.GetBytes(1));
            else if (shared)
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.SendBufferSize = SendBuffer;
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsNoIPv6(SocketException e) =>
        e.SocketErrorCode is SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.ProtocolNotSupported;

    private static string Explain(SocketException e, IPAddress address, int port)
    {
        string ports = port == 0 ? "a pair of UDP ports" : $"UDP ports {port} and {port + 1}";
        return e.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"{ports} cannot be had, another program has one of them: stop it, or choose another even port (--rtp PORT, 0 for any)",
            SocketError.AccessDenied => $"{ports} may not be opened by this user: choose an even port above 1024 (--rtp PORT)",
            SocketError.AddressNotAvailable => $"{ports} cannot be opened on {address}: this machine does not have that address",
            _ => $"{ports} cannot be opened on {address}: {e.Message}",
        };
    }
}
