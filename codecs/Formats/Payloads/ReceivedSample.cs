namespace Streaming.Formats.Payloads;

/// <summary>One access unit as it came off the wire.</summary>
/// <param name="Time">Presentation time: the unwrapped RTP timestamp, in clock units.</param>
/// <param name="Bytes">In the stored form (see <see cref="IDepacketizer"/>).</param>
/// <param name="IsComplete">False where a packet of it was lost.</param>
public readonly record struct ReceivedSample(long Time, ReadOnlyMemory<byte> Bytes, bool IsComplete);
