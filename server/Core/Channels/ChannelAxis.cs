using Streaming.Formats.Media;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels;

/// <summary>The axis that all titles of a channel lie on, one behind the other: the time since it was created.</summary>
internal sealed class ChannelAxis(Instant created, IReadOnlyList<Lane> lanes)
{
    // Of each lane, behind the last sample of all titles so far, in units of its clock: stamps without their wraps.
    private readonly long[] _ends = new long[lanes.Count];

    /// <summary>When the longest track of the last title is over.</summary>
    public TimeSpan Over { get; private set; }

    /// <summary>Puts a title behind the others.</summary>
    /// <param name="start">The position in it at which it begins.</param>
    /// <param name="wanted">Where its zero is to lie; null: where the title before is over.</param>
    /// <returns>Where it lies: later, where the title before is not over by then, or it is too late for its first sample.</returns>
    public TimeSpan Append(ChannelTitle title, MediaTime start, TimeSpan? wanted, Instant now)
    {
        TimeSpan zero = wanted ?? Over - (start - MediaTime.Zero);
        for (int i = 0; i < lanes.Count; i++)
        {
            if (title.Tracks[i] is { } index)
                zero = Max(zero, Earliest(i, SampleCursor.Of(index, start), now));
        }

        for (int i = 0; i < lanes.Count; i++)
        {
            if (title.Tracks[i] is not { } index)
                continue;
            _ends[i] = lanes[i].Track.Clock.ToUnits(zero) + Placement.EndUnits(index);
            Over = Max(Over, lanes[i].Track.Clock.ToLength(_ends[i]));
        }

        return zero;
    }

    /// <summary>Where the zero may lie at the earliest for the sake of a lane's first sample: what it presents follows on what it has
    /// presented, where sound is not ahead of zero only to prime a decoder, and it leaves no earlier than now.</summary>
    private TimeSpan Earliest(int lane, SampleCursor cursor, Instant now)
    {
        ClockRate clock = lanes[lane].Track.Clock;
        long? decoded = null;
        long shown = long.MaxValue;
        for (int i = 0; i < Placement.Reorder && cursor.TryTake(out _, out MediaSample sample); i++)
        {
            decoded ??= sample.DecodeUnits;
            shown = Math.Min(shown, sample.PresentationUnits);
        }

        if (decoded is not { } first)
            return TimeSpan.Zero;
        shown = lanes[lane].Kind == TrackKind.Audio ? Math.Max(0, shown) : shown;
        return Max(clock.ToLength(_ends[lane] - shown), now - created - clock.ToLength(first));
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one < other ? other : one;
}
