namespace Streaming.Formats.Media.Bitstreams;

/// <summary>Reads bits of a NAL unit's payload, skipping emulation prevention bytes on the way. H.264 §7.3.1, H.265 §7.3.1.1.</summary>
/// <remarks>Reading past the end yields zeros and makes <see cref="IsPastEnd"/> true, so that a parser may check once, at its
/// end.</remarks>
internal ref struct BitReader(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _next;
    private int _zeros;
    private int _current;
    private int _left;

    public bool IsPastEnd { get; private set; }

    public uint Read(int count)
    {
        uint value = 0;
        while (count-- > 0)
            value = (value << 1) | ReadBit();
        return value;
    }

    public void Skip(int count)
    {
        while (count-- > 0)
            ReadBit();
    }

    /// <summary>An unsigned Exp-Golomb code, ue(v); at most 31 leading zeros.</summary>
    public uint ReadExpGolomb()
    {
        int zeros = 0;
        while (ReadBit() == 0)
        {
            if (++zeros > 31 || IsPastEnd)
            {
                IsPastEnd = true;
                return 0;
            }
        }

        return (1u << zeros) - 1 + Read(zeros);
    }

    private uint ReadBit()
    {
        if (_left == 0)
            NextByte();
        return (uint)(_current >> --_left) & 1;
    }

    private void NextByte()
    {
        if (_zeros >= 2 && _next < _payload.Length && _payload[_next] == 3)
        {
            _next++;
            _zeros = 0;
        }

        IsPastEnd |= _next >= _payload.Length;
        _current = IsPastEnd ? 0 : _payload[_next++];
        _zeros = _current == 0 ? _zeros + 1 : 0;
        _left = 8;
    }
}
