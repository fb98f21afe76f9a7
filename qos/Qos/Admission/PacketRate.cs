namespace Streaming.Qos.Admission;

/// <summary>Packets per second: what a machine is short of before it is short of bits.</summary>
public readonly record struct PacketRate(long PacketsPerSecond)
{
    public static readonly PacketRate Zero;

    public override string ToString() => $"{PacketsPerSecond} packets/s";
}
