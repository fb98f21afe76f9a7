namespace Streaming.Formats.Payloads;

/// <summary>Reads numbers of 1 … 32 bits from a span, most significant bit first; every read says whether there was enough.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly int Remaining => (8 * _bytes.Length) - _position;

    public bool TryRead(int count, out uint value)
    {
        value = 0;
        if (count > Remaining)
            return false;
        for (int end = _position + count; _position < end; _position++)
            value = (value << 1) | (uint)((_bytes[_position >> 3] >> (7 - (_position & 7))) & 1);
        return true;
    }

    public bool TrySkip(int count)
    {
        if (count > Remaining)
            return false;
        _position += count;
        return true;
    }
}
