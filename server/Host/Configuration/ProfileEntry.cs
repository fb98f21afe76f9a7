using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Host.Configuration;

/// <summary>What can be booked ahead by one word.</summary>
/// <param name="Rate">Kept free for it.</param>
/// <param name="Depth">The burst it may make above that.</param>
public sealed record ProfileEntry(string Name, ServiceClass Class, BitRate Rate, ByteCount Depth)
{
    /// <summary>Ten packets of the largest size on an Ethernet: a smoothed film needs three.</summary>
    public static readonly ByteCount DefaultDepth = new(15_000);
}
