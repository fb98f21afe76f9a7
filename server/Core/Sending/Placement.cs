using Streaming.Formats.Media;

namespace Streaming.Server.Sending;

/// <summary>Where the streams of a session begin when a position is asked for.</summary>
internal static class Placement
{
    /// <summary>Places the cursors (all, or those never placed), and answers where playing really starts: video decides, by its key
    /// picture.</summary>
    public static MediaTime Place(SendStream[] streams, MediaTime asked, bool all)
    {
        MediaTime start = MediaTime.Max(asked, MediaTime.Zero);
        SendStream? video = all ? Array.Find(streams, stream => stream.Index.Track.Kind == TrackKind.Video) : null;
        if (video is not null && video.Index.KeyAtOrBefore(start) is int key and >= 0 && video.Index.PresentationTime(key) <= start)
            start = MediaTime.Max(video.Index.PresentationTime(key), MediaTime.Zero);

        foreach (SendStream stream in streams)
        {
            if (all || !stream.IsPlaced)
                stream.Seek().Place(stream.Index.Track.Kind, start);
        }

        return start;
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
            end = MediaTime.Max(end, stream.FilmEnd);
        return end;
    }
}
