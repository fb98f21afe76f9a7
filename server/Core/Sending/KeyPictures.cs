using Streaming.Formats.Media;

namespace Streaming.Server.Sending;

/// <summary>Where a picture can be entered.</summary>
internal static class KeyPictures
{
    /// <summary>Whether any is ever shown: what is presented before zero is decoded only.</summary>
    public static bool Any(TrackIndex index) => From(index, MediaTime.Zero, MediaTime.End) is not null;

    /// <summary>Presentation time of the last one at or before a position; null where there is none.</summary>
    public static MediaTime? AtOrBefore(TrackIndex index, MediaTime position)
    {
        int key = index.KeyAtOrBefore(position);
        return key >= 0 && index.PresentationTime(key) <= position ? index.PresentationTime(key) : null;
    }

    /// <summary>Presentation time of the last one before a position; null where there is none.</summary>
    public static MediaTime? Before(TrackIndex index, MediaTime position)
    {
        ClockRate clock = index.Track.Clock;
        return AtOrBefore(index, clock.ToTime(clock.ToUnits(position) - 1));
    }

    /// <summary>Presentation time of the first one at or after a position and before a bound; null where there is none.</summary>
    public static MediaTime? From(TrackIndex index, MediaTime position, MediaTime bound)
    {
        ReadOnlySpan<MediaSample> samples = index.Samples;
        long units = index.Track.Clock.ToUnits(position);
        for (int at = index.FirstPresentedFrom(position); at < samples.Length; at++)
        {
            if (!samples[at].IsKey || samples[at].PresentationUnits < units)
                continue;
            MediaTime shown = index.PresentationTime(at);
            return shown < bound ? shown : null;
        }

        return null;
    }
}
