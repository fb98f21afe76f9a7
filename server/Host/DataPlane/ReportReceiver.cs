using System.Net;
using System.Net.Sockets;

namespace Streaming.Server.Host.DataPlane;

/// <summary>One thread for everything that may take its time: takes the clients' RTCP, and twice a second looks after all
/// sessions.</summary>
internal sealed class ReportReceiver : IDisposable
{
    /// <summary>A damaged film must end its sessions within a second.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    private readonly Socket _socket;
    private readonly RunTable _table;
    private readonly SessionWatch _watch;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private long _reports;
    private long _garbage;

    public ReportReceiver(Socket socket, RunTable table)
    {
        _socket = socket;
        _table = table;
        _watch = new(table);
        _thread = new(Run) { Name = "rtcp", IsBackground = true };
    }

    /// <summary>Datagrams that were reports of a client of ours.</summary>
    public long Reports => Volatile.Read(ref _reports);

    /// <summary>Datagrams that were not.</summary>
    public long Garbage => Volatile.Read(ref _garbage);

    public void Begin() => _thread.Start();

    public void Dispose()
    {
        _stopping = true;
        if (_thread.IsAlive)
            _thread.Join();
    }

    private void Run()
    {
        byte[] datagram = new byte[65_536];
        SocketAddress from = new(_socket.AddressFamily);
        IPEndPoint template = new(_socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        Instant watch = ProcessClock.Now;
        while (!_stopping)
        {
            Instant now = ProcessClock.Now;
            if (now >= watch)
            {
                _watch.Look(now);
                watch = now + WatchInterval;
            }

            try
            {
                // Short enough for a prompt end; a report wakes it at once.
                if (!_socket.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead))
                    continue;
                int length = _socket.ReceiveFrom(datagram, SocketFlags.None, from);
                Take(datagram.AsSpan(0, length), ((IPEndPoint)template.Create(from)).Address);
            }
            catch (SocketException)
            {
                // An ICMP error of some client, or a datagram too long: nothing that could not come from anybody.
                _garbage++;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, IPAddress from)
    {
        SessionRun? run = _table.OwnerOf(datagram, from);
        if (run is null || !run.Session.AcceptRtcp(datagram, ProcessClock.Now))
        {
            _garbage++;
            return;
        }

        if (run.Session.TryCall())
            run.Loop.Post(new(LoopCommandKind.Call, run));
        _reports++;
        run.Events?.Heard(run.Session);
    }
}
