namespace Streaming.Lab.Records;

/// <summary>A session, step by step from its arrival's step on.</summary>
/// <param name="FirstStep">The step of the run that the first values are of.</param>
/// <param name="Received">Bits a second, headers of IP and UDP included.</param>
/// <param name="Contract">What was promised to it, in bits a second.</param>
/// <param name="LossPercent">Before repair.</param>
/// <param name="MissingPercent">After repair.</param>
/// <param name="BufferMs">What was held at the end of the step.</param>
/// <param name="DelayMs">What 99 in 100 did not exceed; NaN-free: −1 where nothing came.</param>
/// <param name="SkewMs">The mean; 0 where nothing was measured.</param>
public sealed record SessionSeries(
    int FirstStep,
    IReadOnlyList<long> Received,
    IReadOnlyList<long> Contract,
    IReadOnlyList<double> LossPercent,
    IReadOnlyList<double> MissingPercent,
    IReadOnlyList<double> BufferMs,
    IReadOnlyList<double> DelayMs,
    IReadOnlyList<double> SkewMs);
