namespace Streaming.Qos.Shaping;

/// <summary>At most so many packets of one session leave within any window of this length.</summary>
/// <remarks>
/// Packets that leave together (a train) cost the sender one pass through the kernel instead of one each; a switch or a receiver with a
/// small buffer, on the other hand, drops what comes in bursts. Three is the compromise: about half the cost of single packets.
/// </remarks>
/// <param name="Packets">At least 1.</param>
/// <param name="Window">Longer than zero.</param>
public readonly record struct TrainLimit(int Packets, TimeSpan Window)
{
    /// <summary>What is kept by the instants at which packets really leave: three within 1 ms, and a seventh more for what a batch shifts
    /// them on its way out.</summary>
    public static readonly TrainLimit Kept = new(3, TimeSpan.FromMicroseconds(1_150));

    /// <summary>What is planned with: a little less than may leave, so that streams that wait for one another catch up again.</summary>
    public static readonly TrainLimit Planned = new(3, TimeSpan.FromMicroseconds(1_300));

    /// <summary>How long <paramref name="packets"/> packets take at this limit, in ticks, rounded up.</summary>
    public long TicksFor(long packets) => ((packets * Window.Ticks) + Packets - 1) / Packets;

    /// <summary>The trains that <paramref name="packets"/> packets make.</summary>
    public int TrainsFor(int packets) => (packets + Packets - 1) / Packets;

    /// <summary>This limit, or the smallest larger one that lets <paramref name="demand"/> through.</summary>
    public TrainLimit Covering(PacketDemand demand) => this with { Packets = Math.Max(Packets, demand.Packets) };
}
