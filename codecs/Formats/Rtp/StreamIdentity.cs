namespace Streaming.Formats.Rtp;

/// <summary>The three random numbers an RTP stream begins with. RFC 3550 §5.1.</summary>
/// <param name="Ssrc">Who sends.</param>
/// <param name="First">The number of the first packet.</param>
/// <param name="Epoch">The timestamp of the instant the session was made.</param>
public readonly record struct StreamIdentity(Ssrc Ssrc, SequenceNumber First, RtpTimestamp Epoch);
