using System.Buffers;
using Streaming.Formats.Media;
using Streaming.Player.Receiving;

namespace Streaming.Player.Comparing;

/// <summary>Compares what a stream has received, sample by sample, with the film it was sent from.</summary>
/// <remarks>
/// Samples are found by their presentation time, so that one missing does not make all behind it different. PCM, which may be cut
/// anew on the way, is compared as the stretch of sound its time names. Where the server gave no anchor for times, order decides.
/// </remarks>
public sealed class FilmComparison
{
    /// <summary>Times travel as clock units and positions as ticks: rounding may cost one unit.</summary>
    private const long Tolerance = 1;

    private readonly TrackIndex _track;
    private readonly IByteSource _film;
    private readonly PlayedRange _range;
    private readonly long _origin;
    private readonly long _start;
    private readonly long _end;
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _next;
    private long _heard;
    private bool _hasBegun;
    private long _equal;
    private long _differences;
    private long _thinned;
    private FilmDifference? _first;

    private FilmComparison(TrackIndex track, IByteSource film, PlayedRange range, MediaTime origin)
    {
        _track = track;
        _film = film;
        _range = range;
        ClockRate clock = track.Track.Clock;
        _origin = clock.ToUnits(origin);
        _start = clock.ToUnits(range.Start);
        _end = range.End == MediaTime.End ? long.MaxValue : clock.ToUnits(range.End);
        _heard = _start;
    }

    private bool IsPcm => _track.Track.Codec is Codec.L16 or Codec.Pcmu or Codec.Pcma;

    /// <param name="received">In the order of arrival, which is decode order.</param>
    public static ComparisonResult Compare(TrackIndex track, IByteSource film, IReadOnlyList<SampleDigest> received, PlayedRange range) =>
        Compare(track, film, received, range, range.Start);

    /// <param name="origin">The position that the digests' times count from, where the range is a later part of what was played.</param>
    internal static ComparisonResult Compare(
        TrackIndex track, IByteSource film, IReadOnlyList<SampleDigest> received, PlayedRange range, MediaTime origin)
    {
        FilmComparison comparison = new(track, film, range, origin);
        for (int i = 0; i < received.Count; i++)
            comparison.Take(received[i], i);
        if (range.IsWhole)
            comparison.Miss(track.Samples.Length);
        return new(comparison._equal, comparison._differences, comparison._thinned, comparison._first);
    }

    private void Take(SampleDigest digest, int number)
    {
        long? units = digest.Units + _origin;
        int at = units is { } time ? Find(time) : FindByOrder(digest);
        if (at < 0)
        {
            Differ(new(DifferenceKind.Unknown, number, _track.Track.Clock.ToTime(units ?? 0)));
            return;
        }

        Miss(at);
        _hasBegun = true;
        if (!digest.IsComplete)
            Differ(DifferenceKind.Damaged, at);
        else if (!TryRead(at, digest, units))
            Differ(DifferenceKind.Unreadable, at);
        else if (_bytes.WrittenCount != digest.Size || SampleTally.HashOf(_bytes.WrittenSpan) != digest.Hash)
            Differ(DifferenceKind.Different, at);
        else
            _equal++;

        if (IsPcm && units is { } piece)
            _heard = piece + Length(digest.Size, at);
        _next = IsPcm && _heard < EndOf(at) - Tolerance ? at : at + 1;
    }

    /// <summary>Counts what the film has before sample <paramref name="at"/> and should have come.</summary>
    private void Miss(int at)
    {
        for (; _next < at; _next++)
        {
            if (MayBeMissing(_track.Samples[_next]))
                continue;
            if (_range.MayBeThinned && (_track.Samples[_next].Flags & SampleFlags.Disposable) != 0)
                _thinned++;
            else
                Differ(DifferenceKind.Missing, _next);
        }
    }

    /// <summary>
    /// After a seek nothing from before the start need come, neither sound nor the pictures of an open group that are shown before its key
    /// picture; from the beginning, everything must, priming included, and where one rendition takes over from another its key picture.
    /// </summary>
    private bool MayBeMissing(in MediaSample sample)
    {
        long shown = sample.PresentationUnits;
        bool isOpening = !_hasBegun && _origin == _start && sample.DecodeUnits < _start;
        bool isBefore = _range.Start > MediaTime.Zero && (shown < _start || isOpening);
        return sample.Size == 0 || isBefore || shown >= _end || sample.DecodeUnits >= _end;
    }

    /// <summary>The sample presented at a time, or heard during it; −1 for none.</summary>
    private int Find(long units)
    {
        ReadOnlySpan<MediaSample> samples = _track.Samples;
        long latest = units + _track.Track.Clock.Hertz;
        for (int i = _next; i < samples.Length && samples[i].DecodeUnits <= latest; i++)
        {
            long shown = samples[i].PresentationUnits;
            if (Math.Abs(shown - units) <= ToleranceOf(i) || (IsPcm && shown < units && units < EndOf(i) - Tolerance))
                return i;
        }

        return IsHeld(units) ? Covering(units) : -1;
    }

    /// <summary>Interleaved sound comes on an even line, which a film's own times may be off by an eighth of a frame.</summary>
    private long ToleranceOf(int at) =>
        _track.Track.Kind == TrackKind.Audio && !IsPcm ? Math.Max(Tolerance, _track.Samples[at].Duration / 8) : Tolerance;

    /// <summary>What was on the screen when playing started (a caption, a slide) is sent again, as if it began there.</summary>
    private bool IsHeld(long units) =>
        !_hasBegun && Math.Abs(units - _start) <= Tolerance && _track.Track.Kind is TrackKind.Text or TrackKind.Slides;

    private int Covering(long units)
    {
        for (int i = 0; i < _track.Samples.Length; i++)
        {
            if (_track.Samples[i].PresentationUnits <= units && units < EndOf(i))
                return i;
        }

        return -1;
    }

    private int FindByOrder(SampleDigest digest)
    {
        if (_hasBegun)
            return _next < _track.Samples.Length ? _next : -1;
        for (int i = 0; i < _track.Samples.Length; i++)
        {
            if (TryRead(i, digest, null) && SampleTally.HashOf(_bytes.WrittenSpan) == digest.Hash)
                return i;
        }

        return -1;
    }

    /// <summary>Reads the sample, or of PCM the stretch that a digest speaks of.</summary>
    private bool TryRead(int at, SampleDigest digest, long? units)
    {
        _bytes.ResetWrittenCount();
        ref readonly MediaSample sample = ref _track.Samples[at];
        if (!IsPcm || units is null || sample.Duration == 0)
            return SampleReader.TryRead(_track, at, _film, _bytes);
        long skipped = Math.Max(0, units.Value - sample.PresentationUnits) * sample.Size / sample.Duration;
        if (skipped + digest.Size > sample.Size || !_film.TryRead(sample.Offset + skipped, _bytes.GetSpan(digest.Size)[..digest.Size]))
            return false;
        _bytes.Advance(digest.Size);
        return true;
    }

    private long EndOf(int at) => _track.Samples[at].PresentationUnits + _track.Samples[at].Duration;

    /// <summary>How long a stretch of PCM lasts, in clock units.</summary>
    private long Length(int size, int at)
    {
        ref readonly MediaSample sample = ref _track.Samples[at];
        return sample.Size == 0 ? 0 : (long)size * sample.Duration / sample.Size;
    }

    private void Differ(DifferenceKind kind, int at) => Differ(new(kind, at, _track.PresentationTime(at)));

    private void Differ(FilmDifference difference)
    {
        _first ??= difference;
        _differences++;
    }
}
