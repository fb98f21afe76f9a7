namespace Streaming.Qos.Admission;

/// <summary>What a flow takes of the machine that sends it, and what such a machine has to give.</summary>
/// <param name="Packets">Sent, of all streams together.</param>
/// <param name="Memory">Held for as long as the flow stands.</param>
/// <param name="Disk">Read from storage.</param>
public readonly record struct MachineLoad(PacketRate Packets, ByteCount Memory, BitRate Disk)
{
    public static readonly MachineLoad Zero;

    /// <summary>The limits of a machine that is never short: what is not configured is not checked.</summary>
    public static readonly MachineLoad Unlimited = new(new(long.MaxValue), new(long.MaxValue), new(long.MaxValue));

    public static MachineLoad operator +(MachineLoad left, MachineLoad right) => new(
        new(checked(left.Packets.PacketsPerSecond + right.Packets.PacketsPerSecond)), left.Memory + right.Memory, left.Disk + right.Disk);

    public static MachineLoad operator -(MachineLoad left, MachineLoad right) => new(
        new(checked(left.Packets.PacketsPerSecond - right.Packets.PacketsPerSecond)), left.Memory - right.Memory, left.Disk - right.Disk);

    /// <summary>No part of it is negative.</summary>
    public bool IsValid => Packets.PacketsPerSecond >= 0 && Memory.Bytes >= 0 && Disk.BitsPerSecond >= 0;
}
