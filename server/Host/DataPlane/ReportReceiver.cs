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
    private readonly GroupTable _groups;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private long _reports;
    private long _garbage;

    public ReportReceiver(Socket socket, RunTable table, GroupTable groups)
    {
        _socket = socket;
        _table = table;
        _watch = new(table);
        _groups = groups;
        _thread = new(Run) { Name = "rtcp", IsBackground = true };
    }

    /// <summary>Datagrams that were reports of a client of ours.</summary>
    public long Reports => Volatile.Read(ref _reports);

    /// <summary>Datagrams that were not.</summary>
    public long Garbage => Volatile.Read(ref _garbage);

    public void Begin() => _thread.Start();

    /// <summary>Has a sender judge what came for it. From any thread.</summary>
    public void Take(SenderRun run, ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        if (!run.Sender.AcceptRtcp(datagram, from, ProcessClock.Now))
        {
            Refuse();
            return;
        }

        if (run.Sender.TryCall())
            run.Loop.Post(new(LoopCommandKind.Call, run));
        Interlocked.Increment(ref _reports);
        run.Events?.Heard(run.Sender, from);
    }

    /// <summary>Counts a datagram that was no report of anybody's. From any thread.</summary>
    public void Refuse() => Interlocked.Increment(ref _garbage);

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
                _groups.Look();
                watch = now + WatchInterval;
            }

            try
            {
                // Short enough for a prompt end; a report wakes it at once.
                if (!_socket.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead))
                    continue;
                int length = _socket.ReceiveFrom(datagram, SocketFlags.None, from);
                Take(datagram.AsSpan(0, length), (IPEndPoint)template.Create(from));
            }
            catch (SocketException)
            {
                // An ICMP error of some client, or a datagram too long: nothing that could not come from anybody.
                Refuse();
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        if (_table.OwnerOf(datagram, from) is { } run)
            Take(run, datagram, from);
        else
            Refuse();
    }

}
