using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Playout;

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
        return new(requested, now, start, end, RtpInfoMatch.Read(response, streams))
        {
            Scale = ScaleHeader.TryParse(response.Headers["Scale"] ?? "", out ScaleHeader scale, out _) ? scale.Value : 1,
            Speed = SpeedHeader.TryParse(response.Headers["Speed"] ?? "", out SpeedHeader speed, out _) ? speed.Value : 1,
        };
    }

    /// <summary>The same on the axis of samples, which runs forward however the film runs: backwards it ends at its beginning.</summary>
    public static PlaySegment Segment(PlayAnswer answer, int number, bool goesOn)
    {
        MediaTime? filmEnd = answer.Scale > 0 ? answer.End : answer.End < answer.Start ? answer.End : MediaTime.Zero;
        MediaTime? end = filmEnd is { } last ? answer.Start + ((last - answer.Start) / answer.Scale) : null;
        PlayRate speed = new((int)Math.Round(answer.Speed * PlayRate.Normal.PartsPerMillion));
        return new(number, answer.Start, answer.Scale == 1 ? answer.End : end, answer.Scale, speed, goesOn);
    }
}
