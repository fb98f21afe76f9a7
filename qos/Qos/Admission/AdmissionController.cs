using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Admission;

/// <summary>Knows what is promised of every link and of the machine, and promises no more than there is. All or nothing; what a decision
/// takes depends on the length of the path, not on how many flows stand.</summary>
/// <remarks>One caller at a time. It knows no time: who stands how long is the ledger's business.</remarks>
public sealed class AdmissionController : IRoom
{
    private readonly Dictionary<FlowId, FlowDemand> _flows = [];
    private readonly LinkBudget[] _links;

    public AdmissionController(Topology topology, MachineLoad limits)
    {
        Invariant.That(limits.IsValid);
        Topology = topology;
        MachineLimits = limits;
        _links = [.. topology.Links.Select(link => new LinkBudget(link))];
    }

    /// <summary>As it was handed in; what links are like now is said by <see cref="UsageOf"/>.</summary>
    public Topology Topology { get; }

    public MachineLoad MachineLimits { get; private set; }

    public MachineLoad MachineReserved { get; private set; }

    /// <summary>That hold anything, if only of the machine.</summary>
    public int Flows => _flows.Count;

    MachineLoad IRoom.FreeMachine => MachineLimits - MachineReserved;

    BitRate IRoom.FreeRate(int link) => _links[link].FreeRate;

    ByteCount IRoom.FreeBuffer(int link) => _links[link].FreeBuffer;

    public LinkUsage UsageOf(int link) => _links[link].Snapshot();

    /// <summary>What a standing flow holds, or null.</summary>
    public FlowDemand? Find(FlowId flow) => _flows.GetValueOrDefault(flow);

    /// <summary>What a request would take. Null where it is refused whatever is free, and the decision says why.</summary>
    public FlowDemand? Measure(AdmissionRequest request, out AdmissionDecision? refusal)
    {
        refusal = RequestCheck.WhatIsWrong(request) is string term ? new AdmissionDecision.Malformed(term) : null;
        if (refusal is not null)
            return null;
        TrafficSpec traffic = request.Traffic;
        if (request.Class == ServiceClass.BestEffort)
            return new(request.Path, request.Class, BitRate.Zero, ByteCount.Zero, request.Load);
        if (request.Class == ServiceClass.ControlledLoad)
            return new(request.Path, request.Class, traffic.Rate, traffic.Depth, request.Load);

        DelayTerms terms = default;
        foreach (int link in request.Path)
            terms = terms.Through(_links[link].Link);
        BitRate reserved = traffic.Rate;
        if (request.Delay is TimeSpan delay && !terms.TryFindRate(traffic, delay, out reserved))
        {
            refusal = new AdmissionDecision.Refused(
                Resource.Delay, new(ResourceKind.Delay, delay.Ticks), new(ResourceKind.Delay, terms.Fixed.Ticks));
            return null;
        }

        return new(request.Path, request.Class, reserved, traffic.Depth, request.Load, terms.Bound(traffic, reserved));
    }

    /// <summary>Promises a new flow what it asks for, on every link and on the machine, or nothing.</summary>
    public AdmissionDecision TryAdmit(FlowId flow, AdmissionRequest request)
    {
        Invariant.That(!_flows.ContainsKey(flow));
        return Measure(request, out AdmissionDecision? refusal) is FlowDemand demand ? TryChange([new(flow, demand)]) : refusal!;
    }

    /// <summary>What a standing flow holds becomes something else in one step. It must fit into what the others leave, or take nowhere more
    /// than before: on a link that shrank a flow may always step down.</summary>
    public AdmissionDecision Replace(FlowId flow, AdmissionRequest request)
    {
        Invariant.That(_flows.ContainsKey(flow));
        return Measure(request, out AdmissionDecision? refusal) is FlowDemand demand ? TryChange([new(flow, demand)]) : refusal!;
    }

    /// <summary>What <see cref="TryAdmit"/> or, for a flow that stands, <see cref="Replace"/> would answer.</summary>
    public AdmissionDecision Ask(FlowId flow, AdmissionRequest request)
    {
        FlowDemand? held = Find(flow);
        if (Measure(request, out AdmissionDecision? refusal) is not FlowDemand demand)
            return refusal!;
        AdmissionDecision decision = TryChange([new(flow, demand)]);
        if (decision is AdmissionDecision.Admitted)
            Put(flow, held);
        return decision;
    }

    /// <summary>False where the flow holds nothing.</summary>
    public bool Release(FlowId flow)
    {
        bool stood = _flows.ContainsKey(flow);
        Put(flow, null);
        return stood;
    }

    /// <summary>A link is another one from now on. What was promised stays promised: <see cref="LinkUsage.Overbooked"/> says what is too
    /// much.</summary>
    public void Change(int link, BitRate rate, Ratio reservable, ByteCount buffer)
    {
        Invariant.That(rate >= BitRate.Zero && rate <= Link.LargestRate && buffer >= ByteCount.Zero);
        Invariant.That(reservable >= Ratio.Zero && reservable <= Ratio.One);
        _links[link].Link = _links[link].Link with { Rate = rate, Reservable = reservable, Buffer = buffer };
    }

    public void Change(MachineLoad limits)
    {
        Invariant.That(limits.IsValid);
        MachineLimits = limits;
    }

    /// <summary>What really passes over a link, by whatever means it was measured; only reported.</summary>
    public void Measured(int link, BitRate used) => _links[link].Used = used;

    /// <summary>Changes what some flows hold, in one step. Nothing changes where it does not fit.</summary>
    /// <param name="changes">The first is the one that asks.</param>
    internal AdmissionDecision TryChange(ReadOnlySpan<FlowChange> changes)
    {
        FlowDemand?[] before = new FlowDemand?[changes.Length], after = new FlowDemand?[changes.Length];
        for (int i = 0; i < changes.Length; i++)
        {
            (before[i], after[i]) = (Find(changes[i].Flow), changes[i].To);
            Put(changes[i].Flow, null);
        }

        AdmissionDecision.Refused? refusal = RoomCheck.WhatIsShort(_links, this, after, before);
        for (int i = 0; i < changes.Length; i++)
            Put(changes[i].Flow, refusal is null ? after[i] : before[i]);
        return refusal is not null ? refusal : new AdmissionDecision.Admitted(after[0]?.Rate ?? BitRate.Zero, after[0]?.DelayBound);
    }

    /// <summary>The same for a room of a time to come.</summary>
    internal AdmissionDecision.Refused? WhatIsShort<TRoom>(
        TRoom room, ReadOnlySpan<FlowDemand?> demands, ReadOnlySpan<FlowDemand?> before)
        where TRoom : IRoom => RoomCheck.WhatIsShort(_links, room, demands, before);

    internal Link LinkOf(int link) => _links[link].Link;

    /// <summary>Without asking whether it fits.</summary>
    internal void Put(FlowId flow, FlowDemand? demand)
    {
        if (_flows.Remove(flow, out FlowDemand? held))
        {
            foreach (int link in held.Path)
                _links[link].Give(held);
            MachineReserved -= held.Load;
        }

        if (demand is null)
            return;
        _flows.Add(flow, demand);
        foreach (int link in demand.Path)
            _links[link].Take(demand);
        MachineReserved += demand.Load;
    }
}
