using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>A receiver wants to be reached by a group.</summary>
/// <param name="Traffic">Of the group, the same for all who ask.</param>
public sealed record LaneWish(SessionId Session, IPAddress Client, LaneGroup Group, TrafficSpec Traffic, ServiceClass Class);
