namespace Streaming.Lab.Records;

/// <summary>The picture stood.</summary>
public sealed record StallRecord(double AtS, double LastsMs);
