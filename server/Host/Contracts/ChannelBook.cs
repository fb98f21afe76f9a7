using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Reservation;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>What the groups of all channels hold of the links, in step with the ledger: of each group every link once.</summary>
/// <remarks>One caller at a time: the desk's lock. A group stays reserved as long as anybody receives it; whoever vanishes leaves with his
/// session.</remarks>
internal sealed class ChannelBook(StandingBook sessions)
{
    /// <summary>The flows of sessions count from 1, bookings have the highest bit.</summary>
    private const ulong Mark = 1UL << 62;

    /// <summary>Leases are for tens of seconds: once a second is often enough.</summary>
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    private readonly Dictionary<LaneGroup, LaneTree> _trees = [];
    private readonly Dictionary<SessionId, (FlowId Flow, Instant Until)> _bursts = [];
    private readonly List<LaneLoss> _lost = [];
    private ulong _lastFlow;
    private Instant _kept;

    private IReservationLedger Ledger => sessions.Links.Ledger;

    /// <summary>Puts a receiver among those of a group, if the links that are new to it have room.</summary>
    /// <param name="isMeant">False: it is only asked.</param>
    public AdmissionDecision Join(LaneGroup group, LaneTerms terms, TreeReceiver receiver, bool isMeant, Instant now)
    {
        LaneTree tree = _trees.GetValueOrDefault(group) ?? new(group, terms, NextFlow());
        ReservationRequest request = tree.Over(tree.LinksWith(receiver, sessions.Links));
        AdmissionDecision decision = sessions.Admit(tree.Flow, request, terms.Priority, isMeant, now);
        if (isMeant && decision is AdmissionDecision.Admitted)
        {
            tree.Join(receiver, sessions.Links);
            _trees[group] = tree;
        }

        return decision;
    }

    /// <summary>Gives back the links that nobody else needs.</summary>
    public void Leave(LaneGroup group, SessionId session, Instant now)
    {
        if (_trees.GetValueOrDefault(group) is { } tree && tree.Leave(session))
            Narrow(tree, now);
    }

    /// <summary>A session leaves every group, and its burst is over.</summary>
    public void Release(SessionId session, Instant now)
    {
        foreach (LaneTree tree in _trees.Values.ToArray())
        {
            if (tree.Leave(session))
                Narrow(tree, now);
        }

        EndBurst(session, now);
    }

    /// <summary>A channel is sent no more: nobody is reached by it without asking.</summary>
    public void Close(string channel, Instant now)
    {
        foreach (LaneTree tree in _trees.Values.Where(tree => tree.Group.Channel == channel).ToArray())
        {
            tree.LeaveReach();
            Narrow(tree, now);
        }
    }

    /// <summary>Reserves for a session for a while, over and above what its lanes hold; in place of a burst that it had.</summary>
    public bool TryLend(SessionId session, Subnet client, TrafficSpec traffic, TimeSpan time, Instant now)
    {
        EndBurst(session, now);
        FlowId flow = NextFlow();
        sessions.Links.Topology.TryFindPath(client, out var path);
        AdmissionRequest request = new(path, ServiceClass.ControlledLoad, traffic, MachineDemand.Of(traffic, streams: 1));
        if (Ledger.Reserve(flow, new(request, time), now) is not AdmissionDecision.Admitted)
            return false;
        _bursts[session] = (flow, now + time);
        return true;
    }

    /// <summary>Bursts are over in seconds and promised nothing then: nobody is refused for them. False where there were none.</summary>
    public bool EndBursts(Instant now)
    {
        bool hadAny = _bursts.Count > 0;
        foreach (SessionId session in _bursts.Keys)
            EndBurst(session, now);
        return hadAny;
    }

    /// <summary>What is received is kept, and bursts end when their time is over.</summary>
    public void Advance(Instant now)
    {
        if (now - _kept < Rhythm)
            return;
        _kept = now;
        foreach (LaneTree tree in _trees.Values.ToArray())
        {
            // Run out while the process stood still: made anew where there is room, and tried again later where there is none.
            if (!Ledger.Refresh(tree.Flow, now))
                Ledger.Reserve(tree.Flow, tree.Over(tree.Links), now);
        }

        foreach ((SessionId session, (_, Instant until)) in _bursts)
        {
            if (now >= until)
                EndBurst(session, now);
        }
    }

    /// <summary>Everything goes on under other links, which have room for everything for the moment.</summary>
    public void MoveTo(Instant now)
    {
        foreach (LaneTree tree in _trees.Values)
        {
            tree.MoveTo(sessions.Links);
            Ledger.Reserve(tree.Flow, tree.Over(tree.Links), now);
        }

        // There is one second of most of them left, and nobody is worse off.
        _bursts.Clear();
    }

    /// <summary>After links have shrunk: of the groups that pass over one that is short, the least important give way behind it, until the
    /// rest fits.</summary>
    public void Shrink(Instant now)
    {
        foreach (Link link in sessions.Links.Topology.Links)
        {
            while (IsShort(link.Index) && LeastOver(link.Index) is { } tree)
            {
                foreach (TreeReceiver receiver in tree.Behind(link.Index))
                {
                    tree.Leave(receiver);
                    _lost.Add(new(receiver.Session, tree.Group, $"{link.Name} has no room for it any more"));
                }

                Narrow(tree, now);
            }
        }
    }

    /// <summary>Those who have to leave since this was asked last.</summary>
    public IReadOnlyList<LaneLoss> TakeLost()
    {
        LaneLoss[] lost = [.. _lost];
        _lost.Clear();
        return lost;
    }

    private FlowId NextFlow() => new(++_lastFlow | Mark);

    private bool IsShort(int link) =>
        Ledger.UsageOf(link) is var usage && (usage.Overbooked > BitRate.Zero || usage.OverbookedDepth > ByteCount.Zero);

    private LaneTree? LeastOver(int link) => _trees.Values
        .Where(tree => tree.Terms.Class != ServiceClass.BestEffort && tree.Links.Contains(link))
        .OrderBy(tree => tree.Terms.Priority).ThenBy(tree => tree.Terms.Rank).ThenBy(tree => !tree.Group.IsParity).FirstOrDefault();

    /// <summary>What it needs less is given back; the whole, where nobody receives it.</summary>
    private void Narrow(LaneTree tree, Instant now)
    {
        if (tree.IsEmpty)
            Remove(tree, now);
        else
            Ledger.Reserve(tree.Flow, tree.Over(tree.Links), now);
    }

    private void Remove(LaneTree tree, Instant now)
    {
        _trees.Remove(tree.Group);
        Ledger.Release(tree.Flow, now);
    }

    private void EndBurst(SessionId session, Instant now)
    {
        if (_bursts.Remove(session, out (FlowId Flow, Instant Until) burst))
            Ledger.Release(burst.Flow, now);
    }
}
