using Streaming.Formats.Media;

namespace Streaming.Server.Sending;

/// <summary>The key pictures of a track in the order in which a run through the film shows them, on its axis.</summary>
/// <remarks>
/// As many as may be sent: the next one is the first in the film's order that is due no sooner than the contract's bucket is full again,
/// and a tenth of a second behind the one before. So all lie at distances as even as the film's key pictures allow, each may leave as fast
/// as the bucket lets it, and none has to wait.
/// </remarks>
internal struct KeyRun
{
    /// <summary>Ten a second look like movement; more would take the room of larger ones.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(100);

    private readonly long _start;
    private readonly long _bound;
    private readonly int _scale;
    private TrackIndex _index;
    private long _shown;
    private long _earliest = long.MinValue;
    private int _at;

    /// <param name="start">Where the run begins.</param>
    /// <param name="until">Forwards, what is presented at or after it is not shown; backwards, what is presented before it.</param>
    public KeyRun(TrackIndex index, MediaTime start, int scale, MediaTime? until)
    {
        ClockRate clock = index.Track.Clock;
        _index = index;
        _scale = scale;
        _start = clock.ToUnits(start);
        _shown = _start - Math.Sign(scale);
        _bound = scale < 0 ? clock.ToUnits(until ?? MediaTime.Zero) : until is { } end ? clock.ToUnits(end) : long.MaxValue;
        _at = Enter();
    }

    /// <summary>The same run through another rendition, behind what has been shown.</summary>
    public readonly KeyRun On(TrackIndex index)
    {
        KeyRun other = this;
        other._index = index;
        other._at = other.Enter();
        return other;
    }

    /// <summary>The next key picture, with its time on the axis.</summary>
    /// <param name="ready">When the contract is ready for another; the first waits for nothing.</param>
    public bool TryTake(PlayClock clock, Instant ready, out int at, out MediaSample sample)
    {
        ClockRate rate = _index.Track.Clock;
        while (TryStep(out at, out sample))
        {
            _shown = sample.PresentationUnits;
            long axis = _start + ((_shown - _start) / _scale);
            if (_earliest != long.MinValue && (axis < _earliest || clock.Due(rate.ToTime(axis)) < ready))
                continue;
            _earliest = axis + rate.ToUnits(Apart);
            sample = sample with { DecodeUnits = axis, PresentationDelay = 0 };
            return true;
        }

        return false;
    }

    /// <summary>The next in the film's order, or against it.</summary>
    private bool TryStep(out int at, out MediaSample sample)
    {
        ReadOnlySpan<MediaSample> samples = _index.Samples;
        int step = Math.Sign(_scale);
        for (; (uint)_at < (uint)samples.Length; _at += step)
        {
            sample = samples[_at];
            long shown = sample.PresentationUnits;
            if (!sample.IsKey || shown < 0 || (step > 0 ? shown <= _shown : shown >= _shown))
                continue;
            if (step > 0 ? shown >= _bound : shown < _bound)
                break;
            at = _at;
            _at += step;
            return true;
        }

        (at, sample, _at) = (-1, default, -1);
        return false;
    }

    /// <summary>Where in decode order to look from.</summary>
    private readonly int Enter()
    {
        MediaTime shown = _index.Track.Clock.ToTime(_shown);
        int at = _index.FirstPresentedFrom(shown);
        return _scale > 0 ? Math.Max(0, _index.KeyAtOrBefore(shown)) : Math.Min(at, _index.Samples.Length - 1);
    }
}
