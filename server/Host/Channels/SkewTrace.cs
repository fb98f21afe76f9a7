using System.Net;

namespace Streaming.Server.Host.Channels;

/// <summary>How far out of step one receiver was lately.</summary>
/// <param name="Session">The short id of its RTSP session.</param>
/// <param name="Milliseconds">Second by second, the newest last: how much later it presents than all are told; not a number where it said
/// nothing.</param>
internal sealed record SkewTrace(string Session, IPAddress Address, IReadOnlyList<float> Milliseconds);
