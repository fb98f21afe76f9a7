namespace Streaming.Player.Desktop.Playing;

/// <summary>A slide as it came; decoded when its time is near, because slides in memory are large.</summary>
internal sealed record SlideCue(byte[] Coded, MediaTime Position);
