namespace Streaming.Server.Host.DataPlane;

/// <summary>Counters of one session or one loop. Written by one thread, read by any.</summary>
internal sealed class FlowCounters
{
    private readonly LatenessHistogram _lateness = new();
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private long _packets;
    private long _bytes;
    private long _messages;
    private long _controlPackets;

    /// <summary>RTP packets so far.</summary>
    public long Packets => Volatile.Read(ref _packets);

    /// <summary>Forgets how late packets were so far; one or two counted at this moment may survive.</summary>
    public void ResetLateness() => _lateness.Reset();

    public void Sent(int packets, int bytes, TimeSpan late)
    {
        _packets += packets;
        _bytes += bytes;
        _messages++;
        _lateness.Add(late, packets);
    }

    public void SentControl() => _controlPackets++;

    public void Drop(DropReason reason, int packets) => _dropped[(int)reason] += packets;

    public FlowReport Snapshot() => Sum([this]);

    public static FlowReport Sum(IEnumerable<FlowCounters> all)
    {
        long packets = 0, bytes = 0, messages = 0, control = 0;
        TimeSpan worst = TimeSpan.Zero;
        long[] dropped = new long[Enum.GetValues<DropReason>().Length];
        Span<long> lateness = stackalloc long[LatenessHistogram.Buckets];
        lateness.Clear();
        foreach (FlowCounters one in all)
        {
            packets += Volatile.Read(ref one._packets);
            bytes += Volatile.Read(ref one._bytes);
            messages += Volatile.Read(ref one._messages);
            control += Volatile.Read(ref one._controlPackets);
            one._lateness.AddTo(lateness);
            worst = one._lateness.Worst > worst ? one._lateness.Worst : worst;
            for (int i = 0; i < dropped.Length; i++)
                dropped[i] += Volatile.Read(ref one._dropped[i]);
        }

        TimeSpan median = LatenessHistogram.Quantile(lateness, 0.5), late = LatenessHistogram.Quantile(lateness, 0.99);
        return new(packets, bytes, messages, control, median, late, worst, dropped);
    }
}
