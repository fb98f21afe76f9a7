using Streaming.Formats.Media;

namespace Streaming.World.Tests.Films;

/// <summary>Collects samples and their bytes into a track.</summary>
public sealed class TrackBuilder(Track track)
{
    private readonly List<byte> _bytes = [];
    private readonly List<MediaSample> _samples = [];
    private readonly List<MediaUnit> _units = [];
    private readonly List<MediaUnit> _current = [];
    private int _start;

    /// <summary>Bytes of the sample at hand that belong to no unit: start codes, lengths, headers.</summary>
    public TrackBuilder Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Bytes of the sample at hand that are a unit.</summary>
    public TrackBuilder Unit(ReadOnlySpan<byte> bytes)
    {
        ushort head = (ushort)(((bytes.Length > 0 ? bytes[0] : 0) << 8) | (bytes.Length > 1 ? bytes[1] : 0));
        _current.Add(new(_bytes.Count - _start, bytes.Length, head));
        return Raw(bytes);
    }

    /// <summary>Names bytes already written as a unit.</summary>
    public TrackBuilder UnitAt(int offset, int size)
    {
        _current.Add(new(offset, size, (ushort)((_bytes[_start + offset] << 8) | _bytes[_start + offset + 1])));
        return this;
    }

    /// <summary>Ends the sample at hand.</summary>
    public void End(long decodeUnits, int delay, int duration, SampleFlags flags)
    {
        _samples.Add(new(_start, decodeUnits, delay, _bytes.Count - _start, duration, _units.Count, (ushort)_current.Count, flags));
        _units.AddRange(_current);
        _current.Clear();
        _start = _bytes.Count;
    }

    public SyntheticTrack Build() => new(new(track, [.. _samples], [.. _units]), new MemoryFilm([.. _bytes]));
}
