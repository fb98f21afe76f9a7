namespace Streaming.Qos.Envelopes;

/// <summary>A stretch of a trace that asks for more than any other at some rate: so many bytes within so much time.</summary>
/// <param name="Span">From the first of its packets to the last.</param>
/// <param name="Bytes">Of all of them, the first and the last included.</param>
public readonly record struct EnvelopeVertex(TimeSpan Span, ByteCount Bytes);
