namespace Streaming.Formats.Media;

/// <summary>A corner of a track's traffic envelope: at this rate, this is the smallest bucket that holds its bursts.</summary>
public readonly record struct EnvelopePoint(BitRate Rate, ByteCount Depth);
