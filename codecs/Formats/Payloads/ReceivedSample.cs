namespace Streaming.Formats.Payloads;

/// <summary>One access unit as it came off the wire.</summary>
/// <param name="Time">Presentation time: the unwrapped RTP timestamp, in clock units.</param>
/// <param name="Bytes">In the stored form (see <see cref="IDepacketizer"/>).</param>
/// <param name="IsComplete">False where a packet of it was lost.</param>
/// <param name="FollowsGap">Units between it and the sample before are missing, where the depacketizer alone can tell: interleaved, a lost
/// packet lies in front of other samples than those it leaves out.</param>
public readonly record struct ReceivedSample(long Time, ReadOnlyMemory<byte> Bytes, bool IsComplete, bool FollowsGap = false);
