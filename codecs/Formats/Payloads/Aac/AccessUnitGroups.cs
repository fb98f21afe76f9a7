// RFC 3640 §3.2.3.2: interleaving of access units of constant duration.
using Streaming.Formats.Media;

namespace Streaming.Formats.Payloads.Aac;

/// <summary>Makes a track of groups from a track of access units, for who sends them interleaved.</summary>
/// <remarks>
/// The bytes stay where they are: a group is a stretch of the sample file, its units say where each access unit lies in it. A receiver
/// reckons the times of units by their constant duration, so within a group they lie on an even line; stored times that stray from it by
/// less than an eighth of a unit (they are rounded in many containers, some to a millisecond) are put on it. Where they stray further, or
/// bytes do not follow one another, a group ends before it is full.
/// </remarks>
public static class AccessUnitGroups
{
    /// <summary>Of a unit's duration: below 3 ms, which a player's sound does not notice.</summary>
    private const int Even = 8;

    /// <summary>The same track in groups; null where it cannot be interleaved: no AAC, or units of uneven duration.</summary>
    public static TrackIndex? Of(TrackIndex index, InterleavingPattern pattern)
    {
        Invariant.That(pattern.IsValid);
        if (!CanBeMade(index.Track, out int duration))
            return null;
        List<MediaSample> groups = [];
        MediaUnit[] units = new MediaUnit[index.Samples.Length];
        long line = long.MinValue / 2;
        int largest = 0;
        for (int first = 0; first < units.Length; first += groups[^1].UnitCount)
        {
            // On the line, or where it begins anew; never at or before the unit before it.
            long stored = index.Samples[first].PresentationUnits;
            line = Math.Abs(stored - line) <= duration / Even ? line : Math.Max(stored, line - duration + 1);
            groups.Add(Group(index.Samples, first, pattern.Group, line, duration, units));
            line += groups[^1].Duration;
            largest = Math.Max(largest, groups[^1].Size);
        }

        Track track = index.Track with { Interleaving = new(pattern, duration, largest) };
        return new(track, [.. groups], units);
    }

    /// <summary>What of a group is presented at or after one time and before another, in clock units: it may be nothing.</summary>
    public static MediaSample Part(TrackIndex index, in MediaSample group, long from, long before)
    {
        int duration = index.Track.Interleaving!.UnitDuration;
        int first = CountBefore(in group, from, duration), end = CountBefore(in group, before, duration);
        if (end <= first)
            return group with { UnitCount = 0, Size = 0, Duration = 0 };
        ReadOnlySpan<MediaUnit> units = index.UnitsOf(in group);
        int skipped = units[first].Offset - units[0].Offset;
        return group with
        {
            Offset = group.Offset + skipped,
            DecodeUnits = group.DecodeUnits + ((long)first * duration),
            Size = units[end - 1].Offset + units[end - 1].Size - units[first].Offset,
            Duration = (end - first) * duration,
            FirstUnit = group.FirstUnit + first,
            UnitCount = (ushort)(end - first),
        };
    }

    private static bool CanBeMade(Track track, out int duration)
    {
        duration = 0;
        if (track.Codec != Codec.Aac || track.Interleaving is not null
            || !AudioSpecificConfig.TryParse(track.Configuration, out AudioSpecificConfig config))
            return false;
        duration = (int)config.UnitDuration(track.Clock);
        return duration > 0 && (long)duration * config.CoreRate == (long)config.FrameLength * track.Clock.Hertz;
    }

    /// <summary>As many units as follow one another; those that no packet can carry stay alone.</summary>
    private static MediaSample Group(
        ReadOnlySpan<MediaSample> samples, int first, int most, long line, int duration, MediaUnit[] units)
    {
        MediaSample begin = samples[first];
        int count = 0, size = 0;
        do
        {
            units[first + count] = new(size, samples[first + count].Size, 0);
            size += samples[first + count].Size;
            count++;
        }
        while (count < most && first + count < samples.Length && IsSendable(begin) && IsSendable(samples[first + count])
            && samples[first + count].Offset == begin.Offset + size
            && Math.Abs(samples[first + count].PresentationUnits - line - ((long)count * duration)) <= duration / Even);
        return new(begin.Offset, line, 0, size, count * duration, first, (ushort)count, begin.Flags);
    }

    private static bool IsSendable(in MediaSample unit) => unit.Size is > 0 and <= AacPacketizer.MaxUnit;

    /// <summary>How many units of a group are presented before a time.</summary>
    private static int CountBefore(in MediaSample group, long time, int duration)
    {
        long begin = group.PresentationUnits, end = begin + ((long)group.UnitCount * duration);
        return (int)((Math.Clamp(time, begin, end) - begin + duration - 1) / duration);
    }
}
