using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Host.Configuration;

/// <summary>What the network can carry, and how its promises are kept.</summary>
public sealed record QosSection
{
    /// <summary>After the profiles of CAMARA QualityOnDemand, small, medium and large: room for 240p, 720p and 1080p films.</summary>
    private static readonly IReadOnlyList<BookingProfile> DefaultProfiles =
    [
        EntryKinds.NewProfile("QOS_S", ServiceClass.ControlledLoad, BitRate.Mbps(1)),
        EntryKinds.NewProfile("QOS_M", ServiceClass.ControlledLoad, BitRate.Mbps(4)),
        EntryKinds.NewProfile("QOS_L", ServiceClass.Guaranteed, BitRate.Mbps(10)),
    ];

    /// <summary>None: the network is taken to carry everything, and only this machine has limits.</summary>
    public IReadOnlyList<LinkSettings> Links { get; init; } = [];

    public IReadOnlyList<RouteSettings> Subnets { get; init; } = [];

    /// <summary>How long a reservation outlives the last sign of life of its session.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of parity and resends, for the media they repair.</summary>
    public Ratio MaxRepairOverhead { get; init; } = Ratio.Percent(50);

    public IReadOnlyList<BookingProfile> Profiles { get; init; } = DefaultProfiles;
}
