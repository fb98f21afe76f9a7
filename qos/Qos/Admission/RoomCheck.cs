namespace Streaming.Qos.Admission;

/// <summary>Whether demands fit into what is left, all of them, or which resource is short.</summary>
/// <remarks>A resource is not short for somebody who takes no more of it than before: only so can flows step down where a link
/// shrank.</remarks>
internal readonly struct RoomCheck(AdmissionController controller, LinkBudget[] links)
{
    /// <param name="first">What is asked for; the flow itself is already out of the sums.</param>
    /// <param name="second">What is asked for together with it.</param>
    /// <param name="firstBefore">What the first held.</param>
    public AdmissionDecision.Refused? WhatIsShort(
        FlowDemand? first, FlowDemand? second, FlowDemand? firstBefore, FlowDemand? secondBefore)
    {
        Shortest rate = new(), buffer = new();
        foreach (FlowDemand? demand in (ReadOnlySpan<FlowDemand?>)[first, second])
        {
            if (demand is null)
                continue;
            foreach (int link in demand.Path)
            {
                Int128 asked = RateOn(first, link) + RateOn(second, link);
                if (asked > RateOn(firstBefore, link) + RateOn(secondBefore, link))
                    rate.Compare(links[link].Rate, asked, links[link].FreeRate.BitsPerSecond);
                asked = DepthOn(first, link) + DepthOn(second, link);
                if (asked > DepthOn(firstBefore, link) + DepthOn(secondBefore, link))
                    buffer.Compare(links[link].Buffer, asked, links[link].FreeBuffer.Bytes);
            }
        }

        return rate.Refusal ?? buffer.Refusal ?? Machine(
            first?.Load ?? default, second?.Load ?? default, firstBefore?.Load ?? default, secondBefore?.Load ?? default);
    }

    private static Int128 RateOn(FlowDemand? demand, int link) =>
        demand is not null && demand.Path.AsSpan().Contains(link) ? demand.Rate.BitsPerSecond : 0;

    private static Int128 DepthOn(FlowDemand? demand, int link) =>
        demand is not null && demand.Path.AsSpan().Contains(link) ? demand.Depth.Bytes : 0;

    private AdmissionDecision.Refused? Machine(MachineLoad first, MachineLoad second, MachineLoad firstBefore, MachineLoad secondBefore)
    {
        MachineLoad limits = controller.MachineLimits, held = controller.MachineReserved;
        return Short(Resource.Packets, load => load.Packets.PacketsPerSecond)
            ?? Short(Resource.Memory, load => load.Memory.Bytes)
            ?? Short(Resource.Disk, load => load.Disk.BitsPerSecond);

        AdmissionDecision.Refused? Short(Resource resource, Func<MachineLoad, long> of)
        {
            Int128 asked = (Int128)of(first) + of(second);
            Shortest shortest = new();
            if (asked > (Int128)of(firstBefore) + of(secondBefore))
                shortest.Compare(resource, asked, of(limits) - of(held));
            return shortest.Refusal;
        }
    }

    /// <summary>The resource with the least room, among those that do not suffice.</summary>
    private struct Shortest
    {
        private Resource? _resource;
        private Int128 _asked;
        private long _free;

        public readonly AdmissionDecision.Refused? Refusal => _resource is null ? null : new(
            _resource,
            new(_resource.Kind, (long)Int128.Min(_asked, long.MaxValue)),
            new(_resource.Kind, Math.Max(_free, 0)));

        public void Compare(Resource resource, Int128 asked, long free)
        {
            if (asked > free && (_resource is null || free < _free))
                (_resource, _asked, _free) = (resource, asked, free);
        }
    }
}
