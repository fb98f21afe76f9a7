using Streaming.Emulation.Links;
using Streaming.Qos.Policing;

namespace Streaming.Emulation.Networks;

/// <summary>Carries packets between one server and its hosts over a tree of links, in whatever time it is told.</summary>
/// <remarks>
/// <para>A machine: give it what is sent, at times that never fall; look at <see cref="Next"/>; take what has come by then. The same in
/// virtual and in real time.</para>
/// <para>Down, packets meet each link's queue, losses and delay in turn; what jitter, reordering and duplication do is done at the end of
/// the path, so that queues see packets in order. Up, they meet delays, jitter and losses, no queues.</para>
/// </remarks>
public sealed class VirtualNetwork<TLoad>
{
    private readonly NetworkPlan _plan;

    /// <param name="seed">Of all chance in it; each link draws by itself.</param>
    public VirtualNetwork(NetworkPlan plan, ulong seed, INetworkWitness<TLoad> witness)
    {
        _plan = plan;
        _ = seed;
        _ = witness;
    }

    /// <summary>When something is to be done or taken.</summary>
    public Instant Next => Instant.Never;

    /// <summary>A datagram to a host.</summary>
    /// <param name="size">Headers of IP and UDP included.</param>
    public void Down(int host, ByteCount size, Dscp marking, TLoad load, Instant now) => throw new NotImplementedException();

    /// <summary>A datagram to a group: each link carries it once, and where ways part it is copied. One delivery or drop for each
    /// host.</summary>
    public void DownToGroup(ReadOnlySpan<int> hosts, ByteCount size, Dscp marking, TLoad load, Instant now) =>
        throw new NotImplementedException();

    /// <summary>A datagram from a host to the server.</summary>
    public void Up(int host, ByteCount size, TLoad load, Instant now) => throw new NotImplementedException();

    /// <summary>A message on the connection to a host: it is never lost and keeps its order, but may take long. It waits while a link is
    /// down; a link that never comes back drops it.</summary>
    public void DownMessage(int host, TLoad load, Instant now) => throw new NotImplementedException();

    /// <summary>The same, to the server.</summary>
    public void UpMessage(int host, TLoad load, Instant now) => throw new NotImplementedException();

    /// <summary>What has come by now, by time, then in the order of sending.</summary>
    public bool TryTake(Instant now, out Delivery<TLoad> delivery)
    {
        delivery = default;
        return false;
    }

    /// <summary>What passed the account of a link, so far.</summary>
    public LinkFigures FiguresOf(int link) => new(_plan.Start, _plan.Step);
}
