namespace Streaming.Emulation.Links;

/// <summary>Packets in a row: they leave at the front, and may be driven out at the back.</summary>
internal sealed class PacketLine<T>
{
    private (T Item, ByteCount Size, Instant Came)[] _ring = new (T, ByteCount, Instant)[8];
    private int _first;

    public int Count { get; private set; }

    public ByteCount Bytes { get; private set; }

    public void Join(T item, ByteCount size, Instant came)
    {
        if (Count == _ring.Length)
            Grow();
        _ring[(_first + Count++) % _ring.Length] = (item, size, came);
        Bytes += size;
    }

    public (T Item, ByteCount Size, Instant Came) TakeFirst()
    {
        int at = _first;
        _first = (_first + 1) % _ring.Length;
        return Take(at);
    }

    public (T Item, ByteCount Size, Instant Came) TakeLast() => Take((_first + Count - 1) % _ring.Length);

    private (T Item, ByteCount Size, Instant Came) Take(int at)
    {
        (T, ByteCount Size, Instant) taken = _ring[at];
        _ring[at] = default;
        Count--;
        Bytes -= taken.Size;
        return taken;
    }

    private void Grow()
    {
        (T, ByteCount, Instant)[] larger = new (T, ByteCount, Instant)[2 * Count];
        for (int i = 0; i < Count; i++)
            larger[i] = _ring[(_first + i) % Count];
        _ring = larger;
        _first = 0;
    }
}
