using System.Net;
using System.Net.Sockets;
using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Server.Host.DataPlane;

/// <summary>Hears what the receivers of a group report to the group itself: those of any-source channels, which know nobody else to report
/// to.</summary>
internal sealed class GroupListener : IDisposable
{
    /// <summary>The reports of the largest crowd come at 5 % of its media: 60 a second for 10 Mb/s.</summary>
    private const int ReceiveBuffer = 256 << 10;

    /// <summary>Compounds fit an Ethernet frame; what is longer is none, and is counted as such.</summary>
    private const int MostBytes = 2_048;

    private readonly Socket _socket;
    private readonly GroupInterface _interface;
    private readonly IPAddress _group;
    private readonly Action<ReadOnlyMemory<byte>, IPEndPoint> _take;
    private readonly Action _refuse;
    private readonly CancellationTokenSource _end = new();

    /// <param name="take">Each datagram, and where it came from; called from any thread, one after the other.</param>
    /// <param name="refuse">What could not be received.</param>
    /// <exception cref="IOException">The port is taken, or the group cannot be joined; the message says what to do.</exception>
    public GroupListener(IPEndPoint point, GroupInterface way, Action<ReadOnlyMemory<byte>, IPEndPoint> take, Action refuse)
    {
        (_interface, _group, _take, _refuse) = (way, point.Address, take, refuse);
        _socket = new(point.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Share();

            // Bound to the group, else it would hear whatever else comes to that port. Not everywhere can one bind so.
            _socket.Bind(OperatingSystem.IsWindows() ? new(Any, point.Port) : point);
            _socket.ReceiveBufferSize = ReceiveBuffer;
            Join();
        }
        catch (SocketException e)
        {
            _socket.Dispose();
            string what = e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"UDP port {point.Port} cannot be had for reports to group {point.Address}, another program keeps it to itself: stop it,"
                    + " or choose other ports for the group"
                : $"group {point.Address} cannot be joined to hear its reports: {e.Message}";
            throw new IOException(what, e);
        }
    }

    private IPAddress Any => _group.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;

    public void Begin() => _ = ReceiveAsync();

    /// <summary>Joins again, by an interface that has come back as another.</summary>
    public void Rejoin()
    {
        try
        {
            Join();
        }
        catch (SocketException)
        {
            // It has gone again, or never left: whoever reports meanwhile is not heard.
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _socket.Dispose();
        _end.Dispose();
    }

    private void Join()
    {
        int by = _interface.Index;
        if (_group.AddressFamily == AddressFamily.InterNetwork)
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(_group, by));
        else
            _socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(_group, by));
    }

    /// <summary>Receivers on this machine hear the same port.</summary>
    private void Share()
    {
        if (Libc.IsSupported)
            _socket.SetRawSocketOption(Libc.SocketLevel, Libc.ReuseAddress, BitConverter.GetBytes(1));
        else
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    private async Task ReceiveAsync()
    {
        byte[] datagram = new byte[MostBytes];
        IPEndPoint any = new(Any, 0);
        while (!_end.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult heard = await _socket.ReceiveFromAsync(datagram, SocketFlags.None, any, _end.Token);
                _take(datagram.AsMemory(0, heard.ReceivedBytes), (IPEndPoint)heard.RemoteEndPoint);
            }
            catch (SocketException)
            {
                _refuse();
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
