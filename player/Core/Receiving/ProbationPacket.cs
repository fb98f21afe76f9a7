using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>A packet whose source is not proven yet.</summary>
/// <param name="Size">Of the whole packet, in bytes.</param>
internal sealed record ProbationPacket(RtpHeader Header, byte[] Payload, int Size, Instant Arrival);
