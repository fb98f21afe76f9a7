using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>A sample of which packets have left: all that it takes to cut the same packets again.</summary>
/// <param name="First">The unwrapped index of its first packet.</param>
/// <param name="Sample">As it was sent: of a subtitle, what was left of it.</param>
/// <param name="Source">Whose bytes, and how they were cut.</param>
/// <param name="Stamp">Of its first packet.</param>
/// <param name="Wall">The time of day that its first packet carries; null: none, and it was cut without room for it.</param>
/// <param name="At">When its first packet left.</param>
internal readonly record struct SentSample(
    long First, MediaSample Sample, StreamSource Source, RtpTimestamp Stamp, NtpTime? Wall, Instant At);
