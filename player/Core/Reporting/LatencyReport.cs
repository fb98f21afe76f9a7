namespace Streaming.Player.Reporting;

/// <summary>Where the delay between server and screen comes from, in milliseconds.</summary>
/// <param name="RepairMs">Waiting for what was missing.</param>
public sealed record LatencyReport(double NetworkMs, double RepairMs, double JitterBufferMs, double DecodeMs, double DisplayMs);
