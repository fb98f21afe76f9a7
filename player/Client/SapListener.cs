using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Sap;
using Streaming.Player.Announcing;

namespace Streaming.Player.Client;

/// <summary>Listens to where sessions are announced: the sockets of a <see cref="SapDirectory"/>.</summary>
public sealed class SapListener : IAsyncDisposable
{
    private const int Port = 9_875;

    private const int ReceiveBuffer = 256 * 1024;

    /// <summary>Of every scope that reaches further than this machine. RFC 2974 §3, RFC 2365 §6.</summary>
    private static readonly IPAddress[] Groups =
    [
        IPAddress.Parse("224.2.127.254"), IPAddress.Parse("239.255.255.255"), IPAddress.Parse("239.195.255.255"),
        IPAddress.Parse("224.0.0.255"), IPAddress.Parse("ff02::2:7ffe"), IPAddress.Parse("ff05::2:7ffe"), IPAddress.Parse("ff08::2:7ffe"),
        IPAddress.Parse("ff0e::2:7ffe"),
    ];

    private readonly Lock _lock = new();
    private readonly SapDirectory _directory = new();
    private readonly MonotonicClock _clock;
    private readonly List<Socket> _sockets = [];
    private readonly CancellationTokenSource _over = new();
    private readonly Task _listening;

    /// <param name="through">On which interface, by name or address; null: on all.</param>
    public SapListener(TimeProvider time, string? through = null)
    {
        _clock = new(time);
        IReadOnlyList<int> interfaces = through is null ? GroupInterface.All() : GroupInterface.Find(through) is { } one ? [one] : [];
        foreach (IPAddress group in Groups)
            Join(group, interfaces);
        _listening = Task.WhenAll(_sockets.Select(ListenAsync));
    }

    /// <summary>Whether any of the groups could be joined.</summary>
    public bool IsListening => _sockets.Count > 0;

    /// <summary>What is announced now, by name.</summary>
    public IReadOnlyList<HeardChannel> Channels
    {
        get
        {
            lock (_lock)
            {
                _directory.Expire(_clock.Now);
                return _directory.Channels;
            }
        }
    }

    /// <summary>Packets that were no announcements, too large, or too many.</summary>
    public long Ignored
    {
        get
        {
            lock (_lock)
                return _directory.Ignored + _directory.TooLarge + _directory.Overflowed;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _listening;
        _sockets.ForEach(socket => socket.Dispose());
        _over.Dispose();
    }

    private void Join(IPAddress group, IReadOnlyList<int> interfaces)
    {
        try
        {
            if (interfaces.Count > 0)
                _sockets.Add(GroupSocket.Join(group, Port, null, interfaces, ReceiveBuffer));
        }
        catch (SocketException)
        {
            // A family or a scope that this machine does not have is not listened to.
        }
    }

    private async Task ListenAsync(Socket socket)
    {
        byte[] datagram = new byte[SapPacket.MostBytes + 1];
        EndPoint anybody = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!_over.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult received = await socket.ReceiveFromAsync(datagram, anybody, _over.Token);
                IPAddress from = ((IPEndPoint)received.RemoteEndPoint).Address;
                lock (_lock)
                    _directory.Accept(datagram.AsSpan(0, received.ReceivedBytes), from, _clock.Now);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // One that was larger than any announcement may be, where the system says so; the next is not concerned.
            }
        }
    }
}
