using Streaming.Emulation.Chance;
using Streaming.Emulation.Flows;
using Streaming.Lab.Scenarios;
using Streaming.Qos.Policing;

namespace Streaming.Lab.Virtual;

/// <summary>The senders beside ours, and what stands at the door of the network for those of them that are held to a contract.</summary>
internal sealed class CrossFlows
{
    private readonly CrossSource[] _sources;
    private readonly Policer?[] _doors;

    public CrossFlows(IReadOnlyList<CrossTraffic> terms, ulong seed, Instant start)
    {
        _sources = [.. terms.Select((flow, number) => Source(flow, Seeds.Of(seed, "traffic", number), start))];
        _doors = [.. terms.Select(flow => flow is { IsPoliced: true, Contract: { } agreed } ? ContractPolicer.Of(agreed, start) : null)];
    }

    public Instant Next
    {
        get
        {
            Instant next = Instant.Never;
            foreach (CrossSource source in _sources)
                next = Instant.Min(next, source.Next);
            return next;
        }
    }

    /// <summary>Packets that exceeded the contract of a flow.</summary>
    public long TurnedAway(int flow) => _doors[flow]?.Counters.Dropped.Packets ?? 0;

    /// <summary>Sends what is due.</summary>
    /// <param name="send">A packet of that flow and size, now.</param>
    public void Advance(Action<int, ByteCount, Instant> send, Instant now)
    {
        for (int flow = 0; flow < _sources.Length; flow++)
        {
            CrossSource source = _sources[flow];
            for (; source.Next <= now; source.Emit())
            {
                if (_doors[flow]?.Police(source.Packet, Dscp.CS0, now) is not { IsDropped: true })
                    send(flow, source.Packet, now);
            }
        }
    }

    private static CrossSource Source(CrossTraffic flow, ulong seed, Instant start)
    {
        Instant from = start + flow.From, until = flow.Until is { } end ? start + end : Instant.Never;
        return flow.Pattern switch
        {
            TrafficPattern.Poisson => CrossSource.Poisson(flow.Rate, flow.Packet, from, until, seed),
            TrafficPattern.Bursts => CrossSource.Bursts(flow.Rate, flow.Packet, from, until),
            _ => CrossSource.Constant(flow.Rate, flow.Packet, from, until),
        };
    }
}
