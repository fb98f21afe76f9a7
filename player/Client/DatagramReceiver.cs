using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>Receives the datagrams of all streams of a session, on a thread of its own so that no burst waits for anything else.</summary>
internal sealed class DatagramReceiver : IDisposable
{
    private const int LargestDatagram = 65_536;

    /// <summary>How long a thread may take to notice that it is told to stop, or to listen elsewhere as well: below what a viewer would
    /// notice of a sound that begins.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly MonotonicClock _clock;
    private readonly Inbox _inbox;
    private readonly Lock _changes = new();
    private readonly List<Socket> _leaving = [];
    private readonly List<Socket> _ready = [];
    private readonly byte[] _buffer = new byte[LargestDatagram];
    private Port[] _ports = [];
    private Thread? _thread;
    private volatile bool _isStopping;
    private long _foreign;

    public DatagramReceiver(MonotonicClock clock, Inbox inbox)
    {
        _clock = clock;
        _inbox = inbox;
    }

    private sealed record Port(StreamPort Of, SocketAddress Sender)
    {
        public Socket Socket => Of.Socket;
    }

    /// <summary>Datagrams from elsewhere than the server: ignored.</summary>
    public long Foreign => Interlocked.Read(ref _foreign);

    /// <summary>Adds the ports of a stream. Their sockets belong to whoever opened them, until <see cref="Remove"/>.</summary>
    public void Add(IEnumerable<StreamPort> ports)
    {
        IEnumerable<Port> added = ports.Select(port => new Port(port, new(port.Socket.AddressFamily)));
        Volatile.Write(ref _ports, [.. _ports, .. added]);
    }

    /// <summary>Receives no more of a stream, and closes its sockets when nobody looks at them.</summary>
    public void Remove(ActiveStream stream)
    {
        Port[] all = _ports;
        Volatile.Write(ref _ports, [.. all.Where(port => port.Of.Stream != stream)]);
        lock (_changes)
            _leaving.AddRange(all.Where(port => port.Of.Stream == stream).Select(port => port.Socket));
        if (_thread is null)
            CloseLeaving();
    }

    /// <summary>Begins to receive; once it has, nothing more happens.</summary>
    public void Start()
    {
        if (_thread is not null)
            return;

        // The stack is small because many receivers may live in one process.
        _thread = new(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "datagrams" };
        _thread.Start();
    }

    /// <summary>Returns when no datagram will be handed in any more. The sockets belong to whoever opened them.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _thread?.Join();
        CloseLeaving();
    }

    private void Run()
    {
        while (!_isStopping)
        {
            CloseLeaving();
            Port[] ports = Volatile.Read(ref _ports);
            _ready.Clear();
            foreach (Port port in ports)
                _ready.Add(port.Socket);
            if (ports.Length == 0)
            {
                Thread.Sleep(Patience);
                continue;
            }

            try
            {
                Socket.Select(_ready, null, null, Patience);
            }
            catch (SocketException)
            {
                // Interrupted, or a socket in an error state that receiving will clear.
            }

            foreach (Port port in ports)
            {
                if (_ready.Contains(port.Socket))
                    ReceiveAll(port);
            }
        }
    }

    private void CloseLeaving()
    {
        lock (_changes)
        {
            _leaving.ForEach(socket => socket.Dispose());
            _leaving.Clear();
        }
    }

    private void ReceiveAll(Port port)
    {
        try
        {
            do
            {
                int length = port.Socket.ReceiveFrom(_buffer, SocketFlags.None, port.Sender);
                bool isMeant = port.Of.Filter?.Admits(port.Sender) ?? true;
                if ((isMeant ? port.Of.Kind : port.Of.Others) is { } kind)
                    HandIn(port.Of.Stream, kind, _buffer.AsSpan(0, length));
                else
                    Interlocked.Increment(ref _foreign);
            }
            while (port.Socket.Available > 0);
        }
        catch (SocketException)
        {
            // Nothing there after all (a bad checksum), or the echo of a report nobody listened for; the next datagram is not concerned.
        }
    }

    private void HandIn(ActiveStream stream, ArrivalKind kind, ReadOnlySpan<byte> datagram)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, datagram.Length));
        datagram.CopyTo(rented);
        _inbox.Offer(Arrival.Datagram(kind, _clock.Now, stream, rented, datagram.Length));
    }
}
