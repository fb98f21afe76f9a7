namespace Streaming.Qos.Monitoring;

/// <summary>So many packets, and their bytes: those of IP datagrams.</summary>
public readonly record struct Tally(long Packets, ByteCount Bytes)
{
    public static readonly Tally None;

    public static Tally operator +(Tally left, Tally right) => new(left.Packets + right.Packets, left.Bytes + right.Bytes);
}
