namespace Streaming.World.Tests.Channels;

/// <summary>A packet that a channel sent.</summary>
public sealed record ChannelPacket(int Lane, Instant At, byte[] Bytes);
