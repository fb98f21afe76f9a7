using Streaming.Qos.Admission;
using Streaming.Qos.Booking;

namespace Streaming.Server.Host.Contracts;

/// <summary>What there is to promise, as it is configured.</summary>
/// <remarks>Checked before it gets here: links and routes make a topology.</remarks>
public sealed record NetworkOptions
{
    public IReadOnlyList<LinkSettings> Links { get; init; } = [];

    public IReadOnlyList<RouteSettings> Routes { get; init; } = [];

    public MachineLoad Machine { get; init; } = MachineLoad.Unlimited;

    /// <summary>How long a reservation outlives the last sign of life.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    public IReadOnlyList<BookingProfile> Profiles { get; init; } = [];

    /// <summary>Whether what stands under one can stand under the other without anything being counted anew.</summary>
    internal bool HasSameShape(NetworkOptions other) => Lease == other.Lease && Routes.SequenceEqual(other.Routes)
        && Links.Select(Shape).SequenceEqual(other.Links.Select(Shape));

    private static (string Name, string? Via, TimeSpan Delay) Shape(LinkSettings link) => (link.Name, link.Via, link.Delay);
}
