namespace Streaming.Server.Host.DataPlane;

/// <summary>The data plane as a whole, for metrics.</summary>
/// <param name="Flow">Everything sent by all loops.</param>
/// <param name="Sessions">Sessions being sent at this moment.</param>
/// <param name="Reports">Datagrams taken as reports of clients.</param>
/// <param name="Garbage">Datagrams to the report port that were none.</param>
public sealed record DeliveryReport(FlowReport Flow, int Sessions, long Reports, long Garbage);
