using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Host.Contracts;

/// <summary>What a session asks of this machine, reckoned from what it asks of the network.</summary>
internal static class MachineDemand
{
    /// <summary>What a session was measured to take, its buffers and its history included, rounded up.</summary>
    private static readonly ByteCount Memory = new(64_000);

    /// <summary>Frames of sound are smaller than packets may be: AAC and Opus make about so many a second.</summary>
    private const int SmallPackets = 50;

    /// <param name="streams">Those that send anything.</param>
    public static MachineLoad Of(TrafficSpec traffic, int streams)
    {
        long full = traffic.Rate.BitsPerSecond / (8 * traffic.MaxPacket.Bytes);
        return new(new(full + 1 + ((long)SmallPackets * streams)), Memory, traffic.Rate);
    }
}
