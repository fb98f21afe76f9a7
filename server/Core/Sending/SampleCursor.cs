using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;

namespace Streaming.Server.Sending;

/// <summary>Which samples of one track a PLAY sends, in decode order.</summary>
internal struct SampleCursor(TrackIndex index)
{
    private readonly TrackIndex _index = index;
    private long _shownFrom = long.MinValue;
    private long _shownBefore = long.MaxValue;
    private long _heldStamp;
    private readonly bool _isInterleaved = index.Track.Interleaving is not null;
    private long _unitsFrom = long.MinValue;
    private int _held = -1;

    /// <summary>The sample that <see cref="TryTake"/> looks at next.</summary>
    public int At { get; private set; }

    /// <summary>Samples from here on are not taken: another rendition goes on instead.</summary>
    public int Cut { get; set; } = int.MaxValue;

    /// <summary>Whether samples that no other needs are left out.</summary>
    public bool IsThinned { get; set; }

    /// <summary>One that is set to where a stream of its kind begins when playing starts there.</summary>
    public static SampleCursor Of(TrackIndex index, MediaTime start)
    {
        SampleCursor cursor = new(index);
        cursor.Place(index.Track.Kind, start);
        return cursor;
    }

    /// <summary>The range's end: what is presented at or after it is not sent.</summary>
    public void EndAt(MediaTime end) => _shownBefore = end == MediaTime.End ? long.MaxValue : _index.Track.Clock.ToUnits(end);

    /// <summary>Sets it to where a stream of this kind begins when playing starts at <paramref name="start"/>.</summary>
    public void Place(TrackKind kind, MediaTime start)
    {
        if (kind == TrackKind.Video)
            StartAtKey(_index.KeyAtOrBefore(start));
        else if (start == MediaTime.Zero)
            Rewind();
        else if (kind == TrackKind.Audio)
            StartFrom(start);
        else
            StartFromShown(start);
    }

    /// <summary>What is presented earlier than that is not taken.</summary>
    public void LeaveOutBefore(long units) => _shownFrom = Math.Max(_shownFrom, units);

    /// <summary>From a key sample on, without the pictures that follow it in the film but are shown before it: their references are not
    /// sent.</summary>
    public void StartAtKey(int key)
    {
        At = Math.Max(0, key);
        _shownFrom = key > 0 && key < _index.Samples.Length ? _index.Samples[key].PresentationUnits : long.MinValue;
        _held = -1;
    }

    /// <summary>Everything from the first sample on, those before zero included: decoders are primed.</summary>
    private void Rewind()
    {
        At = 0;
        _shownFrom = _unitsFrom = long.MinValue;
        _held = -1;
    }

    /// <summary>From the first sample presented at or after <paramref name="start"/>; of a group that holds it, from the first such unit
    /// on.</summary>
    private void StartFrom(MediaTime start)
    {
        At = _index.FirstPresentedFrom(start);
        _unitsFrom = _index.Track.Clock.ToUnits(start);
        At -= _isInterleaved && At > 0 ? 1 : 0;
        _shownFrom = long.MinValue;
        _held = -1;
    }

    /// <summary>As <see cref="StartFrom"/>, but what is on the screen at that moment (a subtitle, a slide) is sent again, as if it began
    /// there.</summary>
    private void StartFromShown(MediaTime start)
    {
        StartFrom(start);
        long units = _index.Track.Clock.ToUnits(start);
        if (At == 0 || (At < _index.Samples.Length && _index.Samples[At].PresentationUnits == units))
            return;
        MediaSample before = _index.Samples[At - 1];
        if (before.PresentationUnits + before.Duration <= units)
            return;
        _held = --At;
        _heldStamp = units;
    }

    /// <summary>Puts the sample last taken back.</summary>
    public void Return(int at) => At = at;

    /// <summary>The first sample it will send, and its number; false if there is none.</summary>
    public readonly bool TryPeek(out int at, out MediaSample sample)
    {
        SampleCursor copy = this;
        return copy.TryTake(out at, out sample);
    }

    public bool TryTake(out int at, out MediaSample sample)
    {
        ReadOnlySpan<MediaSample> samples = _index.Samples;
        int end = Math.Min(Cut, samples.Length);
        for (; At < end && samples[At].DecodeUnits < _shownBefore; At++)
        {
            sample = _isInterleaved ? AccessUnitGroups.Part(_index, in samples[At], _unitsFrom, _shownBefore) : samples[At];
            if (_isInterleaved && sample.UnitCount == 0)
                continue;
            long shown = sample.PresentationUnits;
            if (shown < _shownFrom || shown >= _shownBefore || (IsThinned && (sample.Flags & SampleFlags.Disposable) != 0))
                continue;
            if (At == _held)
            {
                int left = sample.Duration - (int)(_heldStamp - shown);
                sample = sample with { DecodeUnits = _heldStamp, PresentationDelay = 0, Duration = left };
            }

            at = At++;
            return true;
        }

        (at, sample) = (-1, default);
        return false;
    }
}
