using Streaming.Formats.Media;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sending;

/// <summary>Where the streams of a session begin when a position is asked for.</summary>
internal static class Placement
{
    /// <summary>Places the cursors (all, or those never placed), and answers where playing really starts: video decides, by its key
    /// picture.</summary>
    public static MediaTime Place(SendStream[] streams, MediaTime asked, bool all)
    {
        MediaTime start = MediaTime.Max(asked, MediaTime.Zero);
        SendStream? video = all ? Array.Find(streams, IsSeen) : null;
        if (video is not null && video.Index.KeyAtOrBefore(start) is int key and >= 0 && video.Index.PresentationTime(key) <= start)
            start = MediaTime.Max(video.Index.PresentationTime(key), MediaTime.Zero);

        foreach (SendStream stream in streams)
        {
            if (all || !stream.IsPlaced)
                stream.Place(start);
        }

        return start;
    }

    /// <summary>The moment of their sending plans at which the first packet of all leaves; <paramref name="start"/> where none has
    /// one.</summary>
    public static MediaTime Planned(SendStream[] streams, MediaTime start)
    {
        MediaTime first = MediaTime.End;
        foreach (SendStream stream in streams)
            first = MediaTime.Min(first, stream.FirstPlanned ?? MediaTime.End);
        return first == MediaTime.End ? start : first;
    }

    /// <summary>Presentation time of the first sample that any of them sends: priming lies before the start.</summary>
    public static MediaTime First(SendStream[] streams, MediaTime start)
    {
        foreach (SendStream stream in streams)
        {
            if (stream.First is MediaTime first)
                start = MediaTime.Min(start, first);
        }

        return start;
    }

    /// <summary>When the last sample of all is over.</summary>
    public static MediaTime End(SendStream[] streams)
    {
        MediaTime end = MediaTime.Zero;
        foreach (SendStream stream in streams)
            end = MediaTime.Max(end, EndOf(stream.Index));
        return end;
    }

    /// <summary>When the last sample is over.</summary>
    private static MediaTime EndOf(TrackIndex index)
    {
        // The last to be decoded need not be the last to be shown; no codec here reorders over more than 16 pictures.
        long end = 0;
        ReadOnlySpan<MediaSample> samples = index.Samples;
        for (int at = Math.Max(0, samples.Length - 16); at < samples.Length; at++)
            end = Math.Max(end, samples[at].PresentationUnits + samples[at].Duration);
        return index.Track.Clock.ToTime(end);
    }

    private static bool IsSeen(SendStream stream) => stream.Index.Track.Kind == TrackKind.Video && stream.Mode != StreamMode.Suspended;
}
