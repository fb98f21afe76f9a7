using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Booking;

/// <summary>What can be booked by name: a QoS profile of CAMARA QualityOnDemand.</summary>
/// <param name="Load">What of the machine is kept for it.</param>
/// <param name="Priority">0 to 9; a more important booking takes the place of less important ones where both do not fit.</param>
/// <param name="MaxDuration">Of one booking, extensions included.</param>
/// <param name="Delay">For a guaranteed class, the bound on the network's delay.</param>
public sealed record BookingProfile(
    string Name,
    ServiceClass Class,
    TrafficSpec Traffic,
    MachineLoad Load,
    int Priority,
    TimeSpan MaxDuration,
    TimeSpan? Delay = null);
