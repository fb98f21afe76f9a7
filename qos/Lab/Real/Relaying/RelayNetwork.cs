using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Lab.Viewers;
using Streaming.Lab.Virtual;
using Streaming.Player.Client;
using Streaming.Qos.Policing;
using Streaming.Server.Sending;

namespace Streaming.Lab.Real.Relaying;

/// <summary>A network of links in real time: what is put in at one end comes out at the other when they let it, on a thread of its own, a
/// millisecond late at most on a machine that is not busy. Thread-safe.</summary>
internal sealed class RelayNetwork : INetworkWitness<RelayLoad>, IDisposable
{
    private readonly object _gate = new();
    private readonly NetworkPlan _plan;
    private readonly VirtualNetwork<RelayLoad> _network;
    private readonly MonotonicClock _clock;
    private readonly Thread _thread;
    private readonly CrossFlows? _flows;
    private readonly int _hosts;
    private Instant _last;
    private bool _isOver;

    /// <param name="clock">By which the plan's times are.</param>
    /// <param name="flows">What else is on the links; null: nothing.</param>
    /// <param name="hosts">How many hosts of the plan are viewers; those behind them take the other flows.</param>
    public RelayNetwork(NetworkPlan plan, ulong seed, MonotonicClock clock, CrossFlows? flows = null, int hosts = 1)
    {
        (_plan, _clock, _flows, _hosts) = (plan, clock, flows, hosts);
        _network = new(plan, seed, this);
        _thread = new(Run) { IsBackground = true, Name = "relay" };
        _thread.Start();
    }

    public Instant Now => _clock.Now;

    /// <summary>Datagrams that left the server, and their bytes with all headers.</summary>
    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    /// <param name="bytes">Without headers of IP and UDP.</param>
    public void Down(int host, int bytes, Dscp marking, RelayLoad load)
    {
        lock (_gate)
        {
            ByteCount size = DatagramSizes.Of(bytes);
            Packets++;
            Bytes += size.Bytes;
            _network.Down(host, size, marking, load, Turn());
            Monitor.Pulse(_gate);
        }
    }

    public void Up(int host, int bytes, RelayLoad load)
    {
        lock (_gate)
        {
            _network.Up(host, DatagramSizes.Of(bytes), load, Turn());
            Monitor.Pulse(_gate);
        }
    }

    public void Message(int host, bool isUp, RelayLoad load)
    {
        lock (_gate)
        {
            if (isUp)
                _network.UpMessage(host, load, Turn());
            else
                _network.DownMessage(host, load, Turn());
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>What passed a link of the plan, so far.</summary>
    public LinkFigures FiguresOf(int link)
    {
        lock (_gate)
            return _network.FiguresOf(link);
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

    void INetworkWitness<RelayLoad>.Dropped(in Drop<RelayLoad> drop) => drop.Load.Drop(
        _plan.Links[drop.Link].Name, CauseText.Of(drop.Cause), drop.At);

    void INetworkWitness<RelayLoad>.Copied(RelayLoad load)
    {
    }

    /// <summary>The network wants times that never fall: two threads may have looked at the clock in one order and come here in the
    /// other.</summary>
    private Instant Turn() => _last = Instant.Max(_last, _clock.Now);

    /// <summary>A packet of a sender beside ours.</summary>
    private void Cross(int flow, ByteCount size, Instant now) => _network.Down(_hosts + flow, size, Dscp.CS0, Nothing.Load, now);

    private void Run()
    {
        while (TryTake(out Delivery<RelayLoad> came))
        {
            // UDP's checksum finds every single wrong bit: what has one is lost, as a real host would lose it, and is counted so.
            if (came.IsCorrupt)
                came.Load.Drop(_plan.Links[_plan.Hosts[came.Host]].Name, CauseText.Of(DropCause.Loss), came.At);
            else
                came.Load.Arrive(came.At - came.SentAt);
        }
    }

    private bool TryTake(out Delivery<RelayLoad> came)
    {
        lock (_gate)
        {
            while (!_isOver)
            {
                Instant now = Turn();
                _flows?.Advance(Cross, now);
                if (_network.TryTake(now, out came))
                    return true;
                Instant next = Instant.Min(_network.Next, _flows?.Next ?? Instant.Never);
                if (next == Instant.Never)
                    Monitor.Wait(_gate);
                else if (next > now)
                    Monitor.Wait(_gate, (int)Math.Clamp(Math.Ceiling((next - now).TotalMilliseconds), 1, 1_000));
            }

            came = default;
            return false;
        }
    }

    /// <summary>What nobody waits for.</summary>
    private sealed class Nothing : RelayLoad
    {
        public static readonly Nothing Load = new();

        public override void Arrive(TimeSpan took)
        {
        }
    }
}
