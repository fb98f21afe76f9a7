using Streaming.Qos.Admission;

namespace Streaming.Server.Host.Http;

/// <summary>A declared link, and what of it is promised and used.</summary>
/// <param name="Via">The link between it and the server; null where it begins at the server.</param>
/// <param name="BitsPerSecond">What it carries in all.</param>
/// <param name="ConfiguredBitsPerSecond">What the configuration says; an operator may have changed it.</param>
/// <param name="ReservableBitsPerSecond">What of it may be promised.</param>
/// <param name="ReservedBitsPerSecond">What of it is promised, of all classes and to bookings in force.</param>
/// <param name="BookedBitsPerSecond">Kept for bookings in force, as far as their sessions do not use it.</param>
/// <param name="OverbookedBitsPerSecond">Promised beyond what may be; zero unless it has just shrunk.</param>
/// <param name="UsedBitsPerSecond">What sessions of this server send over it, in the last second; null before it was measured.</param>
internal sealed record LinkDetails(
    string Name,
    string? Via,
    long BitsPerSecond,
    long ConfiguredBitsPerSecond,
    double ReservableShare,
    long ReservableBitsPerSecond,
    long ReservedBitsPerSecond,
    long BookedBitsPerSecond,
    long OverbookedBitsPerSecond,
    long? UsedBitsPerSecond,
    long BufferBytes,
    long ReservedBufferBytes,
    double DelaySeconds,
    LinkClassDetails Guaranteed,
    LinkClassDetails ControlledLoad,
    LinkClassDetails BestEffort)
{
    public static LinkDetails Of(LinkUsage usage, IReadOnlyList<LinkSettings> configured)
    {
        Link link = usage.Link;
        LinkSettings settings = configured[link.Index];
        return new(
            link.Name,
            settings.Via,
            link.Rate.BitsPerSecond,
            settings.Rate.BitsPerSecond,
            link.Reservable.Billionths / 1e9,
            link.ReservableRate.BitsPerSecond,
            usage.Reserved.BitsPerSecond,
            usage.Booked.BitsPerSecond,
            usage.Overbooked.BitsPerSecond,
            usage.Used?.BitsPerSecond,
            link.Buffer.Bytes,
            usage.Depth.Bytes,
            link.Delay.TotalSeconds,
            new(usage.GuaranteedFlows, usage.Guaranteed.BitsPerSecond),
            new(usage.ControlledLoadFlows, usage.ControlledLoad.BitsPerSecond),
            new(usage.BestEffortFlows, 0));
    }
}
