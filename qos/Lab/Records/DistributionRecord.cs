namespace Streaming.Lab.Records;

/// <summary>Many values in a few.</summary>
public sealed record DistributionRecord(long Count, double Mean, double P1, double P50, double P95, double P99, double P999, double Max);
