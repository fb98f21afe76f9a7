using Streaming.Emulation.Links;
using Streaming.Qos.Policing;

namespace Streaming.Emulation.Networks;

/// <summary>Carries packets between one server and its hosts over a tree of links, in whatever time it is told.</summary>
/// <remarks>
/// <para>A machine: give it what is sent, at times that never fall; look at <see cref="Next"/>; take what has come by then. The same in
/// virtual and in real time.</para>
/// <para>Down, packets meet each link's queue, losses and delay in turn; what jitter, reordering and duplication do is done at the end of
/// the path, so that queues see packets in order. Up, they meet delays, jitter and losses, no queues.</para>
/// <para>Since links form a tree and keep order, all that comes to a link comes over the one before it, in order; so where no later packet
/// can change an earlier one's fate, that fate is worked out when the packet is sent, link by link, and only its arrival waits. A link of
/// <see cref="QueueDiscipline.Priority"/> is where a packet waits for its turn.</para>
/// </remarks>
public sealed class VirtualNetwork<TLoad>
{
    /// <summary>Each link of a path duplicates a packet once at most: so many numbers one host's share of a sending needs.</summary>
    private const int MostLinksOfPath = 63, Numbers = MostLinksOfPath + 1;

    /// <summary>What comes at an instant comes before what ends at it, whenever either became known.</summary>
    private const long Endings = 1L << 62;

    private readonly INetworkWitness<TLoad> _witness;
    private readonly NetworkLink<TLoad>[] _links;
    private readonly int[][] _paths;
    private readonly int[] _hosts;
    private readonly Connections<TLoad> _connections;
    private readonly TimeHeap<Delivery<TLoad>> _flying = new();
    private readonly TimeHeap<NetworkEvent<TLoad>> _events = new();
    private readonly List<(HeldParcel<TLoad> Held, DropCause Cause)> _driven = [];
    private readonly Stack<HeldParcel<TLoad>> _spare = new();
    private readonly Crossing<TLoad>[] _crossings;
    private Instant _now = new(long.MinValue);
    private long _order, _comings, _round;

    /// <param name="seed">Of all chance in it; each link draws by itself.</param>
    public VirtualNetwork(NetworkPlan plan, ulong seed, INetworkWitness<TLoad> witness)
    {
        _witness = witness;
        _links = new NetworkLink<TLoad>[plan.Links.Count];
        _crossings = new Crossing<TLoad>[plan.Links.Count];
        _paths = new int[plan.Links.Count][];
        SortedDictionary<string, LinkFigures> accounts = new(StringComparer.Ordinal);
        for (int i = 0; i < _links.Length; i++)
        {
            LinkPlan link = plan.Links[i];
            Invariant.That(link.Parent >= -1 && link.Parent < i);
            if (!accounts.TryGetValue(link.Account, out LinkFigures? figures))
                accounts.Add(link.Account, figures = new(plan.Start, plan.Step));
            _links[i] = new(link, plan.Start, figures, seed);
            _paths[i] = link.Parent < 0 ? [i] : [.. _paths[link.Parent], i];
            Invariant.That(_paths[i].Length <= MostLinksOfPath);
        }

        _hosts = [.. plan.Hosts];
        _connections = new(_links, _hosts.Length);
    }

    /// <summary>When something is to be taken, or to be done inside: then there may be nothing to take.</summary>
    public Instant Next => Instant.Min(_flying.Next, _events.Next);

    /// <summary>A datagram to a host.</summary>
    /// <param name="size">Headers of IP and UDP included.</param>
    public void Down(int host, ByteCount size, Dscp marking, TLoad load, Instant now)
    {
        Parcel<TLoad> parcel = new(load, size, marking, now);
        long order = Number(1, now);
        Passage passage = new(now);
        foreach (int number in PathOf(host))
        {
            NetworkLink<TLoad> link = _links[number];
            if (link.Priority is not null)
            {
                Hold(number, parcel, passage).Hosts.Add((host, order));
                return;
            }

            LinkFate fate = link.Emulator.Offer(size, passage.At);
            if (fate.Dropped is { } cause)
            {
                Tell(number, host, cause, parcel, fate.Left);
                return;
            }

            passage = passage.Through(fate);
        }

        Land(host, order, parcel, passage);
    }

    /// <summary>A datagram to a group: each link carries it once, and where ways part it is copied. One delivery or drop for each
    /// host.</summary>
    public void DownToGroup(ReadOnlySpan<int> hosts, ByteCount size, Dscp marking, TLoad load, Instant now)
    {
        Parcel<TLoad> parcel = new(load, size, marking, now);
        long order = Number(hosts.Length, now);
        _round++;
        for (int i = 0; i < hosts.Length; i++)
            Carry(hosts[i], order + (i * (long)Numbers), parcel, new(now), 0);
    }

    /// <summary>A datagram from a host to the server.</summary>
    public void Up(int host, ByteCount size, TLoad load, Instant now)
    {
        long order = Number(1, now);
        Passage passage = new(now);
        ReadOnlySpan<int> path = PathOf(host);
        for (int i = path.Length - 1; i >= 0; i--)
        {
            LinkFate fate = _links[path[i]].Up(passage.At);
            if (fate.Dropped is { } cause)
            {
                _witness.Dropped(new(path[i], host, true, cause, load, size, now, fate.Left));
                return;
            }

            passage = passage.Through(fate);
        }

        Instant at = passage.At + passage.Extra;
        _flying.Add(at, order, new(host, true, false, load, size, now, at, false, false));
    }

    /// <summary>A message on the connection to a host: it is never lost and keeps its order, but may take long. It waits while a link is
    /// down; a link that never comes back drops it.</summary>
    public void DownMessage(int host, TLoad load, Instant now) => Message(host, false, load, now);

    /// <summary>The same, to the server.</summary>
    public void UpMessage(int host, TLoad load, Instant now) => Message(host, true, load, now);

    /// <summary>What has come by now, by time, then in the order of sending.</summary>
    public bool TryTake(Instant now, out Delivery<TLoad> delivery)
    {
        Instant first = _flying.Next;
        while (_events.Next <= now && _events.Next <= first)
        {
            Instant at = _events.Next;
            _events.Take(out NetworkEvent<TLoad> what);
            Happen(at, what);
            first = _flying.Next;
        }

        if (first > now)
        {
            delivery = default;
            return false;
        }

        _flying.Take(out delivery);
        return true;
    }

    /// <summary>What passed the account of a link, so far.</summary>
    public LinkFigures FiguresOf(int link) => _links[link].Emulator.Figures;

    private ReadOnlySpan<int> PathOf(int host) => _hosts[host] < 0 ? [] : _paths[_hosts[host]];

    private long Number(int hosts, Instant now)
    {
        Invariant.That(now >= _now);
        _now = now;
        long first = _order;
        _order += hosts * (long)Numbers;
        return first;
    }

    /// <summary>One host's share of a parcel, from a link of its path on; what another host's share has met at a link holds for
    /// it.</summary>
    private void Carry(int host, long order, in Parcel<TLoad> parcel, Passage passage, int depth)
    {
        foreach (int number in PathOf(host)[depth..])
        {
            ref Crossing<TLoad> crossing = ref _crossings[number];
            if (crossing.Round != _round)
                crossing = Cross(number, parcel, passage);
            if (crossing.Held is { } held)
            {
                held.Hosts.Add((host, order));
                return;
            }

            if (crossing.Fate.Dropped is { } cause)
            {
                Tell(number, host, cause, parcel, crossing.Fate.Left);
                return;
            }

            passage = crossing.Passage;
        }

        Land(host, order, parcel, passage);
    }

    private Crossing<TLoad> Cross(int number, in Parcel<TLoad> parcel, in Passage passage)
    {
        if (_links[number].Priority is not null)
            return new(_round, default, default, Hold(number, parcel, passage));
        LinkFate fate = _links[number].Emulator.Offer(parcel.Size, passage.At);
        return new(_round, fate, passage.Through(fate), null);
    }

    private HeldParcel<TLoad> Hold(int link, in Parcel<TLoad> parcel, in Passage passage)
    {
        if (!_spare.TryPop(out HeldParcel<TLoad>? held))
            held = new();
        held.Parcel = parcel;
        held.Passage = passage;
        _events.Add(passage.At, _comings++, new(link, held));
        return held;
    }

    private void Happen(Instant at, in NetworkEvent<TLoad> what)
    {
        PriorityLink<HeldParcel<TLoad>> link = _links[what.Link].Priority!;
        Instant wasDone = link.Done;
        if (what.Comes is { } comes)
        {
            link.Accept(comes, comes.Parcel.Size, comes.Parcel.Marking, at, _driven);
            foreach ((HeldParcel<TLoad> held, DropCause cause) in _driven)
                Tell(what.Link, held, cause, at);
            _driven.Clear();
        }
        else
        {
            HeldParcel<TLoad> left = link.Complete(out LinkFate fate);
            if (fate.Dropped is { } cause)
                Tell(what.Link, left, cause, at);
            else
                GoOn(what.Link, left, fate);
            wasDone = Instant.Never;
        }

        if (wasDone == Instant.Never && link.Done < Instant.Never)
            _events.Add(link.Done, Endings + what.Link, new(what.Link, null));
    }

    private void GoOn(int link, HeldParcel<TLoad> held, in LinkFate fate)
    {
        _round++;
        foreach ((int host, long order) in held.Hosts)
            Carry(host, order, held.Parcel, held.Passage.Through(fate), _paths[link].Length);
        Release(held);
    }

    private void Tell(int link, HeldParcel<TLoad> held, DropCause cause, Instant at)
    {
        foreach ((int host, _) in held.Hosts)
            Tell(link, host, cause, held.Parcel, at);
        Release(held);
    }

    private void Tell(int link, int host, DropCause cause, in Parcel<TLoad> parcel, Instant at) =>
        _witness.Dropped(new(link, host, false, cause, parcel.Load, parcel.Size, parcel.SentAt, at));

    private void Release(HeldParcel<TLoad> held)
    {
        held.Parcel = default;
        held.Hosts.Clear();
        _spare.Push(held);
    }

    private void Land(int host, long order, in Parcel<TLoad> parcel, in Passage passage)
    {
        Instant at = passage.At + passage.Extra;
        Delivery<TLoad> delivery = new(host, false, false, parcel.Load, parcel.Size, parcel.SentAt, at, passage.IsCorrupt, false);
        _flying.Add(at, order, delivery);
        for (int copy = 1; copy <= passage.Copies; copy++)
        {
            at += passage.CopyLag;
            _witness.Copied(parcel.Load);
            _flying.Add(at, order + copy, delivery with { At = at, IsDuplicate = true });
        }
    }

    private void Message(int host, bool isUp, TLoad load, Instant now)
    {
        long order = Number(1, now);
        Instant at = _connections.Arrival(host, isUp, PathOf(host), now, out (int Number, Instant Since) link);
        if (at == Instant.Never)
            _witness.Dropped(new(link.Number, host, isUp, DropCause.Down, load, ByteCount.Zero, now, link.Since));
        else
            _flying.Add(at, order, new(host, isUp, true, load, ByteCount.Zero, now, at, false, false));
    }
}
