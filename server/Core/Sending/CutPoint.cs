using Streaming.Formats.Media;

namespace Streaming.Server.Sending;

/// <summary>Where one rendition can go on in place of another.</summary>
/// <param name="From">Of the outgoing rendition, the first sample that is not sent any more.</param>
/// <param name="To">The key sample of the other at which it begins.</param>
internal readonly record struct CutPoint(int From, int To)
{
    /// <summary>As far ahead as a cut without loss is looked for: six groups of pictures of two seconds, or one of ten.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromSeconds(12);

    /// <summary>The first from sample <paramref name="at"/> of <paramref name="outgoing"/> on; null where the other has no key
    /// sample left.</summary>
    /// <remarks>Both are of one clock.</remarks>
    public static CutPoint? Find(TrackIndex outgoing, int at, TrackIndex target)
    {
        if (at >= outgoing.Samples.Length)
            return null;
        long from = BehindAllShown(outgoing, at), reach = from + outgoing.Track.Clock.ToUnits(Reach);
        CutPoint? first = null;
        for (int key = target.FirstPresentedFrom(outgoing.Track.Clock.ToTime(from)); key < target.Samples.Length; key++)
        {
            if (!target.Samples[key].IsKey || target.Samples[key].PresentationUnits < from)
                continue;
            long shown = target.Samples[key].PresentationUnits;
            CutPoint point = new(FirstShownFrom(outgoing, at, shown), key);
            first ??= point;
            if (shown > reach)
                break;
            if (IsClean(outgoing, point.From, shown))
                return point;
        }

        return first;
    }

    /// <summary>All behind the cut are presented at or after it; those before it are by its definition presented before.</summary>
    private static bool IsClean(TrackIndex outgoing, int cut, long shown)
    {
        int end = Math.Min(cut + Placement.Reorder, outgoing.Samples.Length);
        for (int at = cut; at < end; at++)
        {
            if (outgoing.Samples[at].PresentationUnits < shown)
                return false;
        }

        return true;
    }

    private static int FirstShownFrom(TrackIndex outgoing, int at, long shown)
    {
        while (at < outgoing.Samples.Length && outgoing.Samples[at].PresentationUnits < shown)
            at++;
        return at;
    }

    /// <summary>The first presentation time that nothing sent so far has reached.</summary>
    private static long BehindAllShown(TrackIndex outgoing, int at)
    {
        if (at == 0)
            return outgoing.Samples[0].DecodeUnits;
        long latest = long.MinValue;
        for (int sent = Math.Max(0, at - Placement.Reorder); sent < at; sent++)
            latest = Math.Max(latest, outgoing.Samples[sent].PresentationUnits);
        return latest + 1;
    }
}
