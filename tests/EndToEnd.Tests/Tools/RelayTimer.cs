using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>Sends datagrams when their time has come, on a thread of its own: a millisecond late at most on a machine that is not
/// busy.</summary>
internal sealed class RelayTimer : IDisposable
{
    /// <summary>64 Mb/s for a second in packets of 1,400 bytes.</summary>
    private const int Most = 6_000;

    private readonly PriorityQueue<(Socket From, byte[] Bytes, IPEndPoint To), (long Due, long Order)> _waiting = new();
    private readonly object _gate = new();
    private readonly Thread _thread;
    private long _order;
    private bool _isOver;

    public RelayTimer()
    {
        _thread = new(Run) { IsBackground = true, Name = "relay" };
        _thread.Start();
    }

    /// <summary>Datagrams there was no room for.</summary>
    public int Overflown { get; private set; }

    /// <param name="due">By <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Send(Socket from, byte[] bytes, IPEndPoint to, long due)
    {
        lock (_gate)
        {
            if (_waiting.Count == Most)
            {
                Overflown++;
                return;
            }

            _waiting.Enqueue((from, bytes, to), (due, _order++));
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private void Run()
    {
        while (TryTake(out (Socket From, byte[] Bytes, IPEndPoint To) next))
        {
            try
            {
                next.From.SendTo(next.Bytes, next.To);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Whoever it was for has gone.
            }
        }
    }

    private bool TryTake(out (Socket From, byte[] Bytes, IPEndPoint To) next)
    {
        lock (_gate)
        {
            while (!_isOver)
            {
                if (!_waiting.TryPeek(out next, out (long Due, long Order) when))
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                TimeSpan left = TimeSpan.FromSeconds((double)(when.Due - Stopwatch.GetTimestamp()) / Stopwatch.Frequency);
                if (left <= TimeSpan.Zero)
                {
                    _waiting.Dequeue();
                    return true;
                }

                Monitor.Wait(_gate, (int)Math.Ceiling(left.TotalMilliseconds));
            }

            next = default;
            return false;
        }
    }
}
