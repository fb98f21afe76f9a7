using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Emulation.Networks;

namespace Streaming.World.Tests.Network;

/// <summary>Carries packets from sender to receiver in virtual time, and keeps a tally of what it did to them.</summary>
/// <remarks>Reports have a way of their own, as slow, on which nothing is lost.</remarks>
public sealed class VirtualNetwork : INetworkWitness<InFlight>
{
    private readonly VirtualNetwork<InFlight> _network;

    public VirtualNetwork(NetworkOptions options)
    {
        LinkProfile reports = new() { Delay = options.Delay, Jitter = new(JitterShape.Uniform, options.Jitter) };
        LinkProfile media = reports with
        {
            Loss = new LossProfile.Bernoulli(Share(options.Loss)),
            Duplicate = Share(options.Duplicates),
        };
        _network = new(new([new("media", -1, media, []), new("reports", -1, reports, [])], [0, 1], default), options.Seed, this);
    }

    public Dictionary<int, long> Sent { get; } = [];

    public Dictionary<int, long> Lost { get; } = [];

    public Dictionary<int, long> Duplicated { get; } = [];

    public Instant Next => _network.Next;

    public void Send(int stream, bool isReport, byte[] bytes, Instant now)
    {
        if (!isReport)
            Count(Sent, stream);
        _network.Down(isReport ? 1 : 0, new(bytes.Length), default, new(stream, isReport, bytes), now);
    }

    public bool TryArrive(Instant now, out InFlight? packet)
    {
        bool isThere = _network.TryTake(now, out Delivery<InFlight> delivery);
        packet = delivery.Load;
        return isThere;
    }

    void INetworkWitness<InFlight>.Dropped(in Drop<InFlight> drop) => Count(Lost, drop.Load.Stream);

    void INetworkWitness<InFlight>.Copied(InFlight load) => Count(Duplicated, load.Stream);

    private static void Count(Dictionary<int, long> tally, int stream) => tally[stream] = tally.GetValueOrDefault(stream) + 1;

    private static Ratio Share(double share) => new((long)Math.Round(share * 1e9));
}
