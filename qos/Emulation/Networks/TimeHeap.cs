namespace Streaming.Emulation.Networks;

/// <summary>What is still to come, by time, then by a number; nothing is allocated once it is as large as it gets.</summary>
/// <remarks>A heap of four branches over small keys; the values stay where they were put, even when they are taken, until something else
/// comes there.</remarks>
internal sealed class TimeHeap<T>
{
    private const int Branches = 4;

    private Key[] _keys = new Key[64];
    private T[] _values = new T[64];
    private int[] _free = new int[64];
    private int _freeCount, _slots;

    public int Count { get; private set; }

    public Instant Next => Count == 0 ? Instant.Never : new(_keys[0].At);

    public void Add(Instant at, long order, in T value)
    {
        if (Count == _keys.Length)
            Grow();
        int slot = _freeCount > 0 ? _free[--_freeCount] : _slots++;
        _values[slot] = value;
        Key key = new(at.Ticks, order, slot);
        Key[] keys = _keys;
        int index = Count++;
        while (index > 0)
        {
            int parent = (index - 1) / Branches;
            if (!key.IsBefore(in keys[parent]))
                break;
            keys[index] = keys[parent];
            index = parent;
        }

        keys[index] = key;
    }

    /// <summary>The first; there is one.</summary>
    /// <param name="value">Large as a rule: it is copied once.</param>
    public void Take(out T value)
    {
        Key[] keys = _keys;
        int slot = keys[0].Slot;
        value = _values[slot];
        _free[_freeCount++] = slot;
        Key last = keys[--Count];
        int index = 0;
        while (true)
        {
            int child = (index * Branches) + 1;
            if (child >= Count)
                break;
            int least = child, end = Math.Min(child + Branches, Count);
            while (++child < end)
            {
                if (keys[child].IsBefore(in keys[least]))
                    least = child;
            }

            if (!keys[least].IsBefore(in last))
                break;
            keys[index] = keys[least];
            index = least;
        }

        keys[index] = last;
    }

    private void Grow()
    {
        Array.Resize(ref _keys, 2 * _keys.Length);
        Array.Resize(ref _values, _keys.Length);
        Array.Resize(ref _free, _keys.Length);
    }

    private readonly struct Key(long at, long order, int slot)
    {
        public readonly long At = at, Order = order;
        public readonly int Slot = slot;

        public bool IsBefore(in Key other) => At < other.At || (At == other.At && Order < other.Order);
    }
}
