using System.Numerics;
using System.Runtime.InteropServices;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>How many bytes come to each slot of a link, of one session.</summary>
internal sealed class SlotLoads
{
    private readonly List<ushort> _bytes = [];

    /// <summary>A slot takes more of this one session than can be written down.</summary>
    public bool IsTooMuch { get; private set; }

    public void Add(long slot, ByteCount size)
    {
        if (slot >= _bytes.Count)
            CollectionsMarshal.SetCount(_bytes, (int)slot + 1);
        long sum = _bytes[(int)slot] + size.Bytes;
        IsTooMuch |= sum > ushort.MaxValue;
        _bytes[(int)slot] = (ushort)Math.Min(sum, ushort.MaxValue);
    }

    /// <summary>Adds its slots to those of a stretch of the run.</summary>
    /// <param name="sums">Of the stretch, slot by slot.</param>
    /// <param name="first">The stretch's first slot, counted by this session's own slots; may be negative.</param>
    public void AddTo(Span<int> sums, long first)
    {
        long from = Math.Max(0, first), until = Math.Min(_bytes.Count, first + sums.Length);
        if (from >= until)
            return;
        ReadOnlySpan<ushort> own = CollectionsMarshal.AsSpan(_bytes)[(int)from..(int)until];
        Span<int> to = sums[(int)(from - first)..(int)(until - first)];
        int i = 0;
        for (; i <= own.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector.Widen(new Vector<ushort>(own[i..]), out Vector<uint> low, out Vector<uint> high);
            (new Vector<int>(to[i..]) + Vector.AsVectorInt32(low)).CopyTo(to[i..]);
            (new Vector<int>(to[(i + Vector<int>.Count)..]) + Vector.AsVectorInt32(high)).CopyTo(to[(i + Vector<int>.Count)..]);
        }

        for (; i < own.Length; i++)
            to[i] += own[i];
    }
}
