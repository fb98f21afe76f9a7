namespace Streaming.Qos.Shaping;

/// <summary>How many packets want to leave within one window of a <see cref="TrainLimit"/>, in 1/65 536; demands of several streams add
/// up.</summary>
public readonly record struct PacketDemand(long Scaled) : IComparable<PacketDemand>
{
    private const int Shift = 16;

    public static readonly PacketDemand None;

    /// <summary>Whole packets, rounded up.</summary>
    public int Packets => (int)((Scaled + (1 << Shift) - 1) >> Shift);

    /// <summary><paramref name="packets"/> within <paramref name="time"/>, by windows of <paramref name="window"/>; nothing where there
    /// is no time to speak of.</summary>
    /// <remarks>Exact for up to a million packets and windows up to ten seconds: 2²⁰ · 2¹⁶ · 2²⁷ is below 2⁶³.</remarks>
    public static PacketDemand Of(int packets, TimeSpan time, TimeSpan window) =>
        time <= TimeSpan.Zero ? None : new((((long)packets << Shift) * window.Ticks) / time.Ticks);

    public static PacketDemand operator +(PacketDemand left, PacketDemand right) => new(left.Scaled + right.Scaled);

    /// <summary>A quarter more, so that what has fallen behind can catch up.</summary>
    public PacketDemand WithHeadroom() => new(Scaled + (Scaled >> 2));

    /// <summary>This demand, or seven eighths of <paramref name="before"/> where that is more: falls slowly, rises at once.</summary>
    public PacketDemand After(PacketDemand before) => new(Math.Max(Scaled, before.Scaled - (before.Scaled >> 3)));

    public int CompareTo(PacketDemand other) => Scaled.CompareTo(other.Scaled);

    public static bool operator <(PacketDemand left, PacketDemand right) => left.Scaled < right.Scaled;

    public static bool operator >(PacketDemand left, PacketDemand right) => left.Scaled > right.Scaled;

    public static bool operator <=(PacketDemand left, PacketDemand right) => left.Scaled <= right.Scaled;

    public static bool operator >=(PacketDemand left, PacketDemand right) => left.Scaled >= right.Scaled;
}
