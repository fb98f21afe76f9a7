using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;

namespace Streaming.Server.Channels.Members;

/// <summary>The buckets of what single members are sent.</summary>
internal static class RepairTraffic
{
    /// <summary>A share of the rate of lanes, whose losses come together and are wanted soon.</summary>
    public static TrafficSpec Of(BitRate lanes, Ratio share) =>
        ResendTraffic.Of(new(lanes, MostPacket, TrafficSpec.NoPeak, new(60), MostPacket), share);

    /// <summary>The same, but that a packet of any lane gets through.</summary>
    public static TrafficSpec Fitting(TrafficSpec traffic) => traffic.MaxPacket >= MostPacket ? traffic : traffic with
    {
        MaxPacket = MostPacket,
        Depth = traffic.Depth > MostPacket ? traffic.Depth : MostPacket,
    };

    /// <summary>One datagram on Ethernet.</summary>
    private static ByteCount MostPacket => new(1_500);
}
