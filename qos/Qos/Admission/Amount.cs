namespace Streaming.Qos.Admission;

/// <summary>So much of a resource, in the unit of its kind.</summary>
/// <param name="Value">Bits per second, bytes, packets per second, or ticks of 100 ns for a delay.</param>
public readonly record struct Amount(ResourceKind Kind, long Value)
{
    public override string ToString() => Kind switch
    {
        ResourceKind.Rate or ResourceKind.Disk => new BitRate(Value).ToString(),
        ResourceKind.Buffer or ResourceKind.Memory => new ByteCount(Value).ToString(),
        ResourceKind.Packets => new PacketRate(Value).ToString(),
        _ => $"{Value / (double)TimeSpan.TicksPerMillisecond:0.###} ms",
    };
}
