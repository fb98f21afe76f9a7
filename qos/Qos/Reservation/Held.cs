using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>A booking, and what flows draw from it.</summary>
internal sealed class Held(FlowId id, FlowDemand booked, Instant from, Instant to)
{
    private Level _drawn;
    private MachineLoad _drawnLoad;

    public FlowId Id => id;

    public FlowDemand Booked { get; set; } = booked;

    public Instant From { get; set; } = from;

    public Instant To { get; set; } = to;

    /// <summary>It has begun, and the controller knows it.</summary>
    public bool IsInForce { get; set; }

    /// <summary>It should have begun; that was said.</summary>
    public bool IsBlocked { get; set; }

    public HashSet<Standing> Drawing { get; } = [];

    /// <summary>What is still kept: what was booked less what is drawn, never below nothing.</summary>
    public FlowDemand Rest => Booked with
    {
        Rate = new(Math.Max(0, Booked.Rate.BitsPerSecond - _drawn.First)),
        Depth = new(Math.Max(0, Booked.Depth.Bytes - _drawn.Second)),
        Load = new(
            new(Math.Max(0, Booked.Load.Packets.PacketsPerSecond - _drawnLoad.Packets.PacketsPerSecond)),
            new(Math.Max(0, Booked.Load.Memory.Bytes - _drawnLoad.Memory.Bytes)),
            new(Math.Max(0, Booked.Load.Disk.BitsPerSecond - _drawnLoad.Disk.BitsPerSecond))),
    };

    public bool Covers(FlowDemand demand) => IsInForce && Booked.Path.All(demand.Path.Contains);

    public void Draw(FlowDemand demand)
    {
        _drawn += new Level(demand.Rate.BitsPerSecond, demand.Depth.Bytes);
        _drawnLoad += demand.Load;
    }

    public void GiveBack(FlowDemand demand)
    {
        _drawn -= new Level(demand.Rate.BitsPerSecond, demand.Depth.Bytes);
        _drawnLoad -= demand.Load;
    }
}
