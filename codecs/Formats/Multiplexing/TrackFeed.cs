using Streaming.Formats.Media;

namespace Streaming.Formats.Multiplexing;

/// <summary>Gives the samples of one track, from a place in its title on, to a <see cref="Multiplexer"/>.</summary>
/// <remarks>
/// Pictures begin with the key picture at or before that place, sound with the first frame behind it. Whatever would come before the
/// title's own beginning is left out: a transport stream cannot say that something is decoded and not shown. So are pictures that refer
/// to what was in front of the first one.
/// </remarks>
public sealed class TrackFeed
{
    /// <summary>A picture of 8K without loss has less; a sample that says more has a broken index, and is left out.</summary>
    private const int MostPicture = 32 * 1024 * 1024;

    /// <summary>More than eight channels of AAC take (6 144), and less than a header of ADTS can say.</summary>
    private const int MostFrame = 8_000;

    private readonly TrackIndex _track;
    private readonly IByteSource _film;
    private readonly long _firstShown;
    private int _next;

    public TrackFeed(TrackIndex track, IByteSource film, MediaTime from)
    {
        (_track, _film) = (track, film);
        MediaTime begin = MediaTime.Max(from, MediaTime.Zero);
        _next = track.Track.Kind == TrackKind.Video ? FirstKey(track, begin) : track.FirstPresentedFrom(begin);
        _firstShown = _next < track.Samples.Length ? track.Samples[_next].PresentationUnits : 0;
    }

    /// <summary>When the next unit is decoded, on the title's axis; null where there is none.</summary>
    public MediaTime? Decode => _next < _track.Samples.Length ? _track.DecodeTime(_next) : null;

    /// <summary>Gives the next unit to a stream that is hungry.</summary>
    /// <param name="zero">The title's zero on the multiplexer's clock, as decoded, in 90 kHz.</param>
    public FeedResult TryFeed(Multiplexer multiplexer, int stream, long zero)
    {
        SkipUnusable();
        if (_next >= _track.Samples.Length)
            return FeedResult.Over;
        int count = _track.Track.Kind == TrackKind.Video ? 1 : SoundUnit.Count(_track, _next);
        Span<byte> framing = stackalloc byte[UnitFraming.MaxSize];
        int length = 0;
        for (int i = 0; i < count; i++)
            length += Frame(_next + i, framing) + _track.Samples[_next + i].Size;

        ref readonly MediaSample first = ref _track.Samples[_next], last = ref _track.Samples[_next + count - 1];
        Span<byte> unit = multiplexer.Begin(
            stream, length, zero + Stamp(first.DecodeUnits), zero + Stamp(first.PresentationUnits), zero + Stamp(last.DecodeUnits),
            first.IsKey);
        for (int i = 0; i < count; i++)
        {
            ref readonly MediaSample sample = ref _track.Samples[_next + i];
            int frame = Frame(_next + i, unit);
            if (!_film.TryRead(sample.Offset, unit.Slice(frame, sample.Size)))
            {
                multiplexer.Abandon(stream);
                _next = _track.Samples.Length;
                return FeedResult.Unreadable;
            }

            unit = unit[(frame + sample.Size)..];
        }

        _next += count;
        return FeedResult.Fed;
    }

    private static int FirstKey(TrackIndex track, MediaTime begin)
    {
        ReadOnlySpan<MediaSample> samples = track.Samples;
        int at = Math.Max(0, track.KeyAtOrBefore(begin));
        while (at < samples.Length && (!samples[at].IsKey || samples[at].PresentationUnits < 0))
            at++;
        return at;
    }

    private int Frame(int index, Span<byte> destination)
    {
        ref readonly MediaSample sample = ref _track.Samples[index];
        ushort head = sample.UnitCount > 0 ? _track.UnitsOf(sample)[0].Head : default;
        return UnitFraming.Write(_track.Track, head, sample.Size, destination);
    }

    private void SkipUnusable()
    {
        int most = _track.Track.Kind == TrackKind.Video ? MostPicture : MostFrame;
        for (; _next < _track.Samples.Length; _next++)
        {
            ref readonly MediaSample sample = ref _track.Samples[_next];
            if (sample.PresentationUnits >= _firstShown && sample.Size > 0 && sample.Size <= most)
                return;
        }
    }

    private long Stamp(long units) => ClockRate.Rescale(units, ClockRate.Video.Hertz, _track.Track.Clock.Hertz);
}
