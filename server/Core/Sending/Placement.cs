using Streaming.Formats.Media;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sending;

/// <summary>Where the streams of a session begin when a position is asked for.</summary>
internal static class Placement
{
    /// <summary>No coding here reorders over more pictures.</summary>
    public const int Reorder = 16;

    /// <summary>Places all streams, and answers where playing really starts, and how: the picture decides, by its key pictures.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="goesOn">From there, and nothing is placed anew but what has joined meanwhile.</param>
    public static (MediaTime Start, PlayPace Pace) Place(SendStream[] streams, in PlayWish wish, MediaTime position, bool goesOn)
    {
        if (goesOn)
        {
            Join(streams, position);
            return (position, wish.Pace);
        }

        MediaTime start = MediaTime.Max(wish.From ?? position, MediaTime.Zero);

        // Changes that wait take effect: what is seen, and where its key pictures are, is known only then.
        foreach (SendStream stream in streams)
            stream.Place(FeedPart.Film, start);
        SendStream? picture = Picture(streams);
        bool isRun = wish.Pace.IsRun && CanRun(streams);
        PlayPace pace = isRun ? wish.Pace : new(1, wish.Pace.Speed);
        if (picture is not null)
            start = Enter(picture.Index, start, wish, pace.Scale);
        foreach (SendStream stream in streams)
        {
            FeedPart part = !isRun ? FeedPart.Film : stream == picture ? FeedPart.Keys : FeedPart.Nothing;
            stream.Place(part, start, (pace.Scale, wish.To));
        }

        return (start, pace);
    }

    /// <summary>Whether there are key pictures to run through.</summary>
    public static bool CanRun(SendStream[] streams) => Picture(streams) is { } picture && KeyPictures.Any(picture.Index);

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

    /// <summary>Where playing ends: with the range, or when the last sample of all is over; backwards, at the film's beginning.</summary>
    public static MediaTime End(SendStream[] streams, MediaTime start, MediaTime? to, PlayPace pace)
    {
        if (pace.Scale < 0)
            return MediaTime.Min(to ?? MediaTime.Zero, start);
        MediaTime end = MediaTime.Zero;
        foreach (SendStream stream in streams)
            end = MediaTime.Max(end, EndOf(stream.Index));
        return to < end ? MediaTime.Max(to.Value, start) : end;
    }

    /// <summary>When the last sample is over, in units of the track's clock; zero where there is none.</summary>
    public static long EndUnits(TrackIndex index)
    {
        // The last to be decoded need not be the last to be shown.
        long end = 0;
        ReadOnlySpan<MediaSample> samples = index.Samples;
        for (int at = Math.Max(0, samples.Length - Reorder); at < samples.Length; at++)
            end = Math.Max(end, samples[at].PresentationUnits + samples[at].Duration);
        return end;
    }

    /// <summary>When the last sample is over.</summary>
    private static MediaTime EndOf(TrackIndex index) => index.Track.Clock.ToTime(EndUnits(index));

    /// <summary>Places those that join streams which go on where they stopped: from the same position, or from as far back as any of the
    /// others still has something to send, where that is earlier by its plan.</summary>
    private static void Join(SendStream[] streams, MediaTime position)
    {
        MediaTime start = position;
        foreach (SendStream stream in streams)
        {
            if (stream.IsPlaced && stream.First is MediaTime first)
                start = MediaTime.Min(start, MediaTime.Max(first, MediaTime.Zero));
        }

        foreach (SendStream stream in streams)
        {
            if (!stream.IsPlaced)
                stream.Place(FeedPart.Film, start);
        }
    }

    /// <summary>Of one track, where playing starts when a position is asked for.</summary>
    private static MediaTime Enter(TrackIndex index, MediaTime asked, in PlayWish wish, int scale)
    {
        // A run that begins where it is goes in its own direction.
        bool isNext = scale > 0 && (wish.Style == SeekStyle.Next || (scale != 1 && wish.From is null));
        MediaTime end = EndOf(index);
        MediaTime bound = isNext && wish.To is { } to && to < end ? to : end;
        MediaTime? key = isNext
            ? KeyPictures.From(index, asked, bound) ?? KeyPictures.Before(index, bound)
            : KeyPictures.AtOrBefore(index, asked);
        if (scale != 1 && !(key >= MediaTime.Zero))
            key = KeyPictures.From(index, MediaTime.Zero, MediaTime.End);
        return MediaTime.Max(key ?? asked, MediaTime.Zero);
    }

    /// <summary>The stream that others go by: null where none is seen.</summary>
    private static SendStream? Picture(SendStream[] streams) =>
        Array.Find(streams, static stream => stream.Index.Track.Kind == TrackKind.Video && stream.Mode != StreamMode.Suspended);
}
