namespace Streaming.Server.Host.Http;

/// <summary>A corner of a traffic envelope: at this rate a bucket of this depth lets every packet pass at once.</summary>
internal sealed record EnvelopeDetails(long RateBitsPerSecond, long DepthBytes);
