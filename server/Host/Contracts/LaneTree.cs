using System.Collections.Immutable;
using Streaming.Qos.Admission;
using Streaming.Qos.Reservation;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>One group of a channel: the flow that stands for it in the ledger, and whom it is delivered to.</summary>
internal sealed class LaneTree(LaneGroup group, LaneTerms terms, FlowId flow)
{
    private readonly Dictionary<SessionId, TreeReceiver> _sessions = [];
    private DeliveryTree<TreeReceiver> _tree = new();

    public LaneGroup Group => group;

    public LaneTerms Terms => terms;

    public FlowId Flow => flow;

    public ImmutableArray<int> Links => _tree.Links;

    public bool IsEmpty => _tree.Receivers.Count == 0;

    public ImmutableArray<int> LinksWith(TreeReceiver receiver, LinkTable links) => _tree.With(PathTo(links, receiver));

    /// <summary>The flow as it would be over those links.</summary>
    public ReservationRequest Over(ImmutableArray<int> links) =>
        new(new(links, terms.Class, terms.Traffic, MachineDemand.Of(terms.Traffic, streams: 1)));

    public void Join(TreeReceiver receiver, LinkTable links)
    {
        _tree.Join(receiver, PathTo(links, receiver));
        if (receiver.Session is { } session)
            _sessions[session] = receiver;
    }

    /// <returns>False where it had not joined.</returns>
    public bool Leave(SessionId session) => _sessions.TryGetValue(session, out TreeReceiver receiver) && Leave(receiver);

    public bool Leave(TreeReceiver receiver)
    {
        if (receiver.Session is { } session)
            _sessions.Remove(session);
        return _tree.Leave(receiver);
    }

    /// <summary>Those who are reached without asking are no more.</summary>
    public void LeaveReach()
    {
        foreach (TreeReceiver receiver in _tree.Receivers.Where(one => one.Session is null).ToArray())
            _tree.Leave(receiver);
    }

    public IReadOnlyList<TreeReceiver> Behind(int link) => _tree.Behind(link);

    /// <summary>The same receivers over other links.</summary>
    public void MoveTo(LinkTable links)
    {
        DeliveryTree<TreeReceiver> moved = new();
        foreach (TreeReceiver receiver in _tree.Receivers)
            moved.Join(receiver, PathTo(links, receiver));
        _tree = moved;
    }

    private static ImmutableArray<int> PathTo(LinkTable links, TreeReceiver receiver)
    {
        if (receiver.Session is null)
            return links.Topology.LinksTo(receiver.Where);
        links.Topology.TryFindPath(receiver.Where, out ImmutableArray<int> path);
        return path;
    }
}
