namespace Streaming.Qos.Envelopes;

/// <summary>A corner of the curve of bucket depth over rate.</summary>
public readonly record struct EnvelopeCorner(BitRate Rate, ByteCount Depth);
