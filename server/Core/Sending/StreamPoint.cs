using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>How one stream joins a PLAY. RFC 2326 §12.33.</summary>
/// <param name="Stream">Which.</param>
/// <param name="First">The number of the very next packet it sends.</param>
/// <param name="AtStart">The timestamp that <see cref="PlayPoint.Start"/> has, whether or not a sample begins there.</param>
public sealed record StreamPoint(SendStream Stream, SequenceNumber First, RtpTimestamp AtStart);
