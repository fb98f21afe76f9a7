using System.Runtime.InteropServices;

namespace Streaming.Emulation.Links;

/// <summary>What passed a link, or several that are counted together, towards the hosts.</summary>
public sealed class LinkFigures(Instant start, TimeSpan step)
{
    /// <summary>A week of seconds and more: 8 MB a series. What is later is counted in the last.</summary>
    private const int MostSteps = 1_000_000;

    private readonly long[] _drops = new long[4];
    private readonly List<long> _offered = [];
    private readonly List<long> _used = [];
    private readonly List<TimeSpan> _longestWait = [];

    /// <summary>What the series begin with.</summary>
    public Instant Start { get; } = start;

    /// <summary>From one value of a series to the next.</summary>
    public TimeSpan Step { get; } = step;

    /// <summary>What got through.</summary>
    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Bytes that came to it, by when they came.</summary>
    public IReadOnlyList<long> Offered => _offered;

    /// <summary>Bytes that it sent, by when the last bit of their packet had left; what was lost behind the queue is among them.</summary>
    public IReadOnlyList<long> Used => _used;

    /// <summary>The longest wait for those before it (in slots: for the end of the slot), by when the packet came.</summary>
    public IReadOnlyList<TimeSpan> LongestWait => _longestWait;

    public long DropsOf(DropCause cause) => _drops[(int)cause];

    internal void Came(ByteCount size, Instant at) => Place(_offered, at) += size.Bytes;

    internal void Left(ByteCount size, Instant came, TimeSpan waited, Instant left)
    {
        Place(_used, left) += size.Bytes;
        ref TimeSpan longest = ref Place(_longestWait, came);
        if (waited > longest)
            longest = waited;
    }

    internal void Passed(ByteCount size)
    {
        Packets++;
        Bytes += size.Bytes;
    }

    internal void Dropped(DropCause cause) => _drops[(int)cause]++;

    /// <summary>The value of a series at an instant; the first of all, before the series begins.</summary>
    private ref T Place<T>(List<T> series, Instant at)
        where T : struct
    {
        int index = (int)Math.Clamp((at.Ticks - Start.Ticks) / Step.Ticks, 0, MostSteps - 1);
        if (index >= series.Count)
            CollectionsMarshal.SetCount(series, index + 1);
        return ref CollectionsMarshal.AsSpan(series)[index];
    }
}
