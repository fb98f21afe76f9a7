namespace Streaming.Qos.Monitoring;

/// <summary>The newest windows, as many as there is room for: one writer, any number of readers, no locks, nothing allocated by
/// writing.</summary>
/// <remarks>A reader copies first and then asks how far the writer has come: what may have been overwritten meanwhile is left out. One slot
/// more than the capacity, so that a history at rest is read in full.</remarks>
public sealed class WindowHistory<T>(int capacity)
    where T : struct
{
    private readonly T[] _slots = new T[capacity + 1];
    private long _written;

    public int Capacity => capacity;

    /// <summary>Windows ever written: the number of the next one.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Called by the one writer only.</summary>
    public void Add(in T window)
    {
        long number = _written;
        _slots[number % _slots.Length] = window;
        Volatile.Write(ref _written, number + 1);

        // The next window must not be seen in its slot before this one is counted.
        Volatile.WriteBarrier();
    }

    /// <summary>The newest, oldest first: at most <paramref name="most"/> of them.</summary>
    public T[] Latest(int most = int.MaxValue) => Since(Written - Math.Max(0, most), out _);

    /// <summary>From the window with the number <paramref name="first"/> on, as far as they are still remembered.</summary>
    /// <param name="next">The number of the window behind them: where to go on.</param>
    public T[] Since(long first, out long next)
    {
        next = Written;
        first = Math.Max(first, Math.Max(0, next - capacity));
        T[] copy = first < next ? new T[next - first] : [];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = _slots[(first + i) % _slots.Length];

        Volatile.ReadBarrier();
        long overwritten = Written - capacity - first;
        return overwritten <= 0 ? copy : overwritten >= copy.Length ? [] : copy[(int)overwritten..];
    }
}
