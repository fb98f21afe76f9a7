namespace Streaming.Emulation.Links;

/// <summary>What passed a link, or several that are counted together, towards the hosts.</summary>
public sealed class LinkFigures(Instant start, TimeSpan step)
{
    private readonly long[] _drops = new long[4];
    private readonly List<long> _offered = [];
    private readonly List<long> _used = [];
    private readonly List<TimeSpan> _longestWait = [];

    /// <summary>What got through.</summary>
    public long Packets { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>From one value of a series to the next; the first begins with the run.</summary>
    public TimeSpan Step { get; } = step;

    public Instant Start { get; } = start;

    /// <summary>Bytes that came to it, by when they came.</summary>
    public IReadOnlyList<long> Offered => _offered;

    /// <summary>Bytes that it sent on, by when the last bit of their packet had left; what was lost behind the queue is among them.</summary>
    public IReadOnlyList<long> Used => _used;

    /// <summary>The longest wait from coming to leaving's begin, by when the packet came.</summary>
    public IReadOnlyList<TimeSpan> LongestWait => _longestWait;

    public long DropsOf(DropCause cause) => _drops[(int)cause];
}
