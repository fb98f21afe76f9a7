namespace Streaming.Player.Reporting;

/// <summary>All windows of 100 ms of a session together. Percentiles are exact within a sixteenth.</summary>
/// <param name="Empty">In which nothing came.</param>
/// <param name="Lossy">In which packets were given up.</param>
/// <param name="Late">In which packets were late.</param>
/// <param name="MedianBitsPerSecond">What half of the windows did not exceed, with IP, UDP and RTP headers.</param>
/// <param name="P99BitsPerSecond">What 99 of 100 did not.</param>
/// <param name="BusiestBitsPerSecond">The most.</param>
/// <param name="BusiestAtMs">When, from the connection.</param>
/// <param name="LowestBufferMs">How close to its due time the last packet came; null without a contract.</param>
public sealed record WindowsReport(
    long Count, long Empty, long Lossy, long Late, long MedianBitsPerSecond, long P99BitsPerSecond, long BusiestBitsPerSecond,
    double? BusiestAtMs, double P99JitterMs, double WorstJitterMs, double? LowestBufferMs);
