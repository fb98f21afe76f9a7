namespace Streaming.Formats.Media;

/// <summary>What the index file keeps of a <see cref="TrackTraffic"/> beside its lists.</summary>
internal readonly record struct TrafficFacts(BitRate PeakRate, ByteCount SmallestPacket, ByteCount LargestPacket);
