namespace Streaming.Formats.Media;

/// <summary>Where every sample of one track lies and when it is due. Immutable, shared by all sessions.</summary>
public sealed class TrackIndex
{
    private readonly MediaSample[] _samples;
    private readonly MediaUnit[] _units;

    public TrackIndex(Track track, MediaSample[] samples, MediaUnit[] units, TrackTraffic? traffic = null)
    {
        Track = track;
        _samples = samples;
        _units = units;
        Traffic = traffic;
    }

    public Track Track { get; }

    /// <summary>In decode order.</summary>
    public ReadOnlySpan<MediaSample> Samples => _samples;

    public ReadOnlySpan<MediaUnit> Units => _units;

    /// <summary>What the track asks of a network: every stored title knows it; null for one that was made without asking.</summary>
    public TrackTraffic? Traffic { get; }

    /// <summary>The same track, with what it asks of a network.</summary>
    public TrackIndex With(TrackTraffic? traffic) => new(Track, _samples, _units, traffic);

    public ReadOnlySpan<MediaUnit> UnitsOf(in MediaSample sample) => _units.AsSpan(sample.FirstUnit, sample.UnitCount);

    public MediaTime DecodeTime(int index) => Track.Clock.ToTime(_samples[index].DecodeUnits);

    public MediaTime PresentationTime(int index) => Track.Clock.ToTime(_samples[index].PresentationUnits);

    /// <summary>The key sample to start at so that <paramref name="time"/> can be shown: the last one presented at or before it, else the
    /// first key.</summary>
    /// <returns>The index of the sample; −1 for a track without samples.</returns>
    public int KeyAtOrBefore(MediaTime time)
    {
        long units = Track.Clock.ToUnits(time);
        int at = LastDecodedBy(units);
        for (; at > 0; at--)
        {
            if (_samples[at].IsKey && _samples[at].PresentationUnits <= units)
                return at;
        }

        return _samples.Length > 0 ? 0 : -1;
    }

    /// <summary>The first sample, in decode order, that is presented at or after <paramref name="time"/>; the count of samples where there
    /// is none.</summary>
    public int FirstPresentedFrom(MediaTime time)
    {
        long units = Track.Clock.ToUnits(time);
        int at = Math.Max(0, LastDecodedBy(units));

        // Presentation never precedes decoding by definition of the decode order, but may follow it by a reorder delay: step back over it.
        while (at > 0 && _samples[at - 1].PresentationUnits >= units)
            at--;
        while (at < _samples.Length && _samples[at].PresentationUnits < units)
            at++;
        return at;
    }

    /// <summary>The last sample whose decode time is at or before <paramref name="units"/>; −1 where the first is later.</summary>
    private int LastDecodedBy(long units)
    {
        int low = 0, high = _samples.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_samples[middle].DecodeUnits <= units)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
