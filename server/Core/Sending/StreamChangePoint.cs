using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>Where a stream began to send something else.</summary>
/// <param name="At">Presentation time of the first sample that is sent under the change; null where none is, since it is suspended or
/// over.</param>
/// <param name="First">The number of that sample's first packet.</param>
/// <param name="Stamp">Its time stamp.</param>
public sealed record StreamChangePoint(SendStream Stream, MediaTime? At, SequenceNumber First, RtpTimestamp Stamp);
