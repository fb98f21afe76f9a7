using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Channels.Members;

/// <summary>How fast a newcomer may be sent what the group has got before it.</summary>
/// <param name="Traffic">What the burst keeps to.</param>
/// <param name="IsReserved">Whether the way to it has granted that; where not, it shares what the channel sets aside for resends.</param>
public sealed record BurstTerms(TrafficSpec Traffic, bool IsReserved);
