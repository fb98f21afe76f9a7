namespace Streaming.Codecs.Tests.Payloads;

/// <summary>A received sample with bytes that stay.</summary>
internal sealed record Received(long Time, byte[] Bytes, bool IsComplete);
