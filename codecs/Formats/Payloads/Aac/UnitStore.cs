namespace Streaming.Formats.Payloads.Aac;

/// <summary>Access units that wait for earlier ones, in the order of their times.</summary>
/// <remarks>Their bytes lie in one buffer that is used over and over: nothing is allocated once it has grown to a stream's need.</remarks>
internal sealed class UnitStore
{
    private readonly List<(long Time, int Start, int Length)> _units = [];
    private byte[] _bytes = new byte[4_096];
    private byte[] _spare = new byte[4_096];
    private int _end;

    public int Count => _units.Count;

    /// <summary>Of all units together.</summary>
    public int Bytes { get; private set; }

    public long First => _units[0].Time;

    public long Last => _units[^1].Time;

    public bool Contains(long time) => IndexOf(time) >= 0;

    /// <summary>False, and nothing is added, where there is one of that time.</summary>
    public bool TryAdd(long time, ReadOnlySpan<byte> bytes)
    {
        int place = IndexOf(time);
        if (place >= 0)
            return false;
        if (_bytes.Length - _end < bytes.Length)
            MakeRoom(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _units.Insert(~place, (time, _end, bytes.Length));
        _end += bytes.Length;
        Bytes += bytes.Length;
        return true;
    }

    /// <summary>The bytes of the first one; valid until another is added.</summary>
    public ReadOnlySpan<byte> TakeFirst()
    {
        (long _, int start, int length) = _units[0];
        _units.RemoveAt(0);
        Bytes -= length;
        _end = _units.Count == 0 ? 0 : _end;
        return _bytes.AsSpan(start, length);
    }

    /// <summary>The place of a time; where there is none, the complement of the place it would have.</summary>
    private int IndexOf(long time)
    {
        int low = 0, high = _units.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_units[middle].Time < time)
                low = middle + 1;
            else
                high = middle;
        }

        return low < _units.Count && _units[low].Time == time ? low : ~low;
    }

    /// <summary>Moves what is left together, in the order of time.</summary>
    private void MakeRoom(int more)
    {
        if (_spare.Length < 2 * (Bytes + more))
            _spare = new byte[2 * (Bytes + more)];
        _end = 0;
        for (int i = 0; i < _units.Count; i++)
        {
            (long time, int start, int length) = _units[i];
            _bytes.AsSpan(start, length).CopyTo(_spare.AsSpan(_end));
            _units[i] = (time, _end, length);
            _end += length;
        }

        (_bytes, _spare) = (_spare, _bytes);
    }
}
