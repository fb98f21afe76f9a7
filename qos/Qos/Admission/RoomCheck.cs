namespace Streaming.Qos.Admission;

/// <summary>Whether demands fit into a room, all of them, or which resource is short.</summary>
/// <remarks>A resource is not short for those who take no more of it than before: only so can flows step down where a link
/// shrank.</remarks>
internal static class RoomCheck
{
    /// <param name="links">For their names.</param>
    /// <param name="room">Without what the demands held before.</param>
    /// <param name="before">What the same flows held, in any order.</param>
    public static AdmissionDecision.Refused? WhatIsShort<TRoom>(
        LinkBudget[] links, TRoom room, ReadOnlySpan<FlowDemand?> demands, ReadOnlySpan<FlowDemand?> before)
        where TRoom : IRoom
    {
        Shortest rate = default, buffer = default;
        MachineLoad load = default;
        foreach (FlowDemand? demand in demands)
        {
            if (demand is null)
                continue;
            load += demand.Load;
            foreach (int link in demand.Path)
            {
                (long askedRate, long askedDepth) = On(link, demands);
                (long heldRate, long heldDepth) = On(link, before);
                if (askedRate > heldRate)
                    rate.Compare(links[link].Rate, askedRate, room.FreeRate(link).BitsPerSecond);
                if (askedDepth > heldDepth)
                    buffer.Compare(links[link].Buffer, askedDepth, room.FreeBuffer(link).Bytes);
            }
        }

        return rate.Refusal ?? buffer.Refusal ?? WhatIsShort(room.FreeMachine, load, Sum(before));
    }

    /// <summary>The same for the machine alone.</summary>
    private static AdmissionDecision.Refused? WhatIsShort(MachineLoad free, MachineLoad asked, MachineLoad held)
    {
        Shortest shortest = default;
        if (asked.Packets.PacketsPerSecond > held.Packets.PacketsPerSecond)
            shortest.Compare(Resource.Packets, asked.Packets.PacketsPerSecond, free.Packets.PacketsPerSecond);
        if (shortest.Refusal is null && asked.Memory > held.Memory)
            shortest.Compare(Resource.Memory, asked.Memory.Bytes, free.Memory.Bytes);
        if (shortest.Refusal is null && asked.Disk > held.Disk)
            shortest.Compare(Resource.Disk, asked.Disk.BitsPerSecond, free.Disk.BitsPerSecond);
        return shortest.Refusal;
    }

    private static (long Rate, long Depth) On(int link, ReadOnlySpan<FlowDemand?> demands)
    {
        long rate = 0, depth = 0;
        foreach (FlowDemand? demand in demands)
        {
            if (demand is not null && demand.Path.AsSpan().Contains(link))
                (rate, depth) = (checked(rate + demand.Rate.BitsPerSecond), checked(depth + demand.Depth.Bytes));
        }

        return (rate, depth);
    }

    private static MachineLoad Sum(ReadOnlySpan<FlowDemand?> demands)
    {
        MachineLoad sum = default;
        foreach (FlowDemand? demand in demands)
            sum += demand?.Load ?? default;
        return sum;
    }

    /// <summary>The resource with the least room, among those that do not suffice.</summary>
    private struct Shortest
    {
        private Resource? _resource;
        private long _asked, _free;

        public readonly AdmissionDecision.Refused? Refusal => _resource is null ? null : new(
            _resource, new(_resource.Kind, _asked), new(_resource.Kind, Math.Max(_free, 0)));

        public void Compare(Resource resource, long asked, long free)
        {
            if (asked > free && (_resource is null || free < _free))
                (_resource, _asked, _free) = (resource, asked, free);
        }
    }
}
