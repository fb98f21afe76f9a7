using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>Reads the answer to PLAY. RFC 2326 §10.5.</summary>
internal static class PlayAnswerReader
{
    /// <param name="asked">Where to start; null: at the beginning.</param>
    /// <param name="duration">As described; null where unknown.</param>
    public static PlayAnswer Read(
        RtspResponse response, IReadOnlyList<StreamSetup> streams, MediaTime? asked, TimeSpan? duration, Instant requested, Instant now)
    {
        RangeHeader? range = RangeHeader.TryParse(response.Headers["Range"] ?? "", out RangeHeader? said, out _) ? said : null;
        MediaTime start = range?.Start ?? asked ?? MediaTime.Zero;
        MediaTime? end = range?.End ?? (duration is { } length ? MediaTime.Zero + length : null);
        return new(requested, now, start, end, RtpInfoMatch.Read(response, streams));
    }
}
