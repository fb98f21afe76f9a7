namespace Streaming.Formats.Rtcp;

/// <summary>Relative transit times between packets of a range, in units of the stream's clock. RFC 3611 §4.6.</summary>
/// <param name="Deviation">The standard deviation.</param>
public readonly record struct JitterSummary(uint Least, uint Most, uint Mean, uint Deviation);
