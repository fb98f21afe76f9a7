namespace Streaming.Qos.Safety;

/// <summary>What one RTCP SR or RR says about the stream. RFC 3550 §6.4.1.</summary>
/// <param name="FractionLost">In 256ths, since the report before.</param>
/// <param name="HighestSequence">Extended.</param>
/// <param name="RoundTrip">Null where it cannot be told.</param>
public readonly record struct BreakerReport(byte FractionLost, uint HighestSequence, TimeSpan? RoundTrip);
