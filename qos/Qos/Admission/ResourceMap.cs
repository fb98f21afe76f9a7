namespace Streaming.Qos.Admission;

/// <summary>All that can be short, numbered: rate and buffer of each link, then the machine's packets, memory and disk.</summary>
internal sealed class ResourceMap(AdmissionController controller)
{
    private readonly int _links = controller.Topology.Links.Length;

    public int Count => (2 * _links) + 3;

    public Resource this[int resource] => (resource - (2 * _links)) switch
    {
        0 => Resource.Packets,
        1 => Resource.Memory,
        2 => Resource.Disk,
        _ => new(resource % 2 == 0 ? ResourceKind.Rate : ResourceKind.Buffer, controller.LinkOf(resource / 2).Name, resource / 2),
    };

    /// <summary>How much more is promised than there is; below zero where something is left.</summary>
    public long Excess(int resource)
    {
        IRoom room = controller;
        MachineLoad free = room.FreeMachine;
        return -((resource - (2 * _links)) switch
        {
            0 => free.Packets.PacketsPerSecond,
            1 => free.Memory.Bytes,
            2 => free.Disk.BitsPerSecond,
            _ => resource % 2 == 0 ? room.FreeRate(resource / 2).BitsPerSecond : room.FreeBuffer(resource / 2).Bytes,
        });
    }

    /// <summary>What a demand takes of a resource.</summary>
    public long Taken(FlowDemand? demand, int resource)
    {
        if (demand is null)
            return 0;
        int ofMachine = resource - (2 * _links);
        if (ofMachine < 0 && !demand.Path.AsSpan().Contains(resource / 2))
            return 0;
        return ofMachine switch
        {
            0 => demand.Load.Packets.PacketsPerSecond,
            1 => demand.Load.Memory.Bytes,
            2 => demand.Load.Disk.BitsPerSecond,
            _ => resource % 2 == 0 ? demand.Rate.BitsPerSecond : demand.Depth.Bytes,
        };
    }

    /// <summary>The resources that a demand may take of.</summary>
    public IEnumerable<int> Of(FlowDemand demand)
    {
        foreach (int link in demand.Path)
        {
            yield return 2 * link;
            yield return (2 * link) + 1;
        }

        for (int ofMachine = 0; ofMachine < 3; ofMachine++)
            yield return (2 * _links) + ofMachine;
    }

    /// <summary>Whether one demand takes no more of anything than another.</summary>
    public bool IsWithin(FlowDemand demand, FlowDemand other) =>
        Of(demand).All(resource => Taken(demand, resource) <= Taken(other, resource));
}
