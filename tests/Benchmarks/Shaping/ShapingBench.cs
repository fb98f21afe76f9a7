using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;
using Streaming.Qos.Shaping;
using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Benchmarks.Shaping;

/// <summary>What it costs per packet to hold a flow to a token bucket, against a bucket of doubles over the same packets, and what a
/// contract adds to a session's sending.</summary>
internal static class ShapingBench
{
    private static readonly PacketSeries Series = new(1);

    private static readonly TrafficSpec Traffic = new(BitRate.Mbps(2), new(15_000), BitRate.Mbps(10), new(60), new(1_448));

    /// <summary>Gets one packet after another; answers with what the loop must not be optimised away for.</summary>
    private delegate long Loop(ReadOnlySpan<(ByteCount Size, Instant At)> packets);

    private static long _kept;

    public static Table Run()
    {
        (string Name, Loop Loop)[] all =
        [
            ("baseline: a bucket of doubles", Doubles),
            ("TokenBucket.TryConsume", Bucket),
            ("Shaper: EarliestFor and Record", Shape),
            ("SingleRateMarker.Mark", packets => Mark(new SingleRateMarker(Traffic.Rate, Traffic.Depth, new(15_000), new(0)), packets)),
            ("TwoRateMarker.Mark", packets => Mark(new TwoRateMarker(Traffic, new(0)), packets)),
            ("Policer.Police, two rates", Police),
        ];
        long[] allocated = new long[all.Length];
        double[] costs = Turns.Least([.. all.Select((each, i) => new Func<double>(() => Cost(each.Loop, out allocated[i])))]);
        Table table = new($"shaping: per packet of a flow of {Traffic.Rate} that bursts, in processor time");
        for (int i = 0; i < all.Length; i++)
            table.Add(all[i].Name, costs[i], "ns", "", $"{costs[i] / costs[0]:0.00} × the baseline, {allocated[i]} bytes allocated");
        SessionCost.Measure(table);
        return table;
    }

    /// <param name="allocated">Whole bytes per packet: what a loop makes once, all of its packets share.</param>
    private static double Cost(Loop loop, out long allocated)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan begin = Libc.ThreadTime();
        _kept += loop(Series.Packets);
        TimeSpan cost = Libc.ThreadTime() - begin;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / PacketSeries.Count;
        return cost.TotalNanoseconds / PacketSeries.Count;
    }

    /// <summary>What one would write without a second thought: no exactness, one bucket, no answer to when.</summary>
    private static long Doubles(ReadOnlySpan<(ByteCount Size, Instant At)> packets)
    {
        double depth = Traffic.Depth.Bytes, perTick = Traffic.Rate.BitsPerSecond / 8.0 / TimeSpan.TicksPerSecond, level = depth;
        long last = 0, passed = 0;
        foreach ((ByteCount size, Instant at) in packets)
        {
            level = Math.Min(depth, level + (perTick * (at.Ticks - last)));
            last = at.Ticks;
            if (size.Bytes > level)
                continue;
            level -= size.Bytes;
            passed++;
        }

        return passed;
    }

    private static long Bucket(ReadOnlySpan<(ByteCount Size, Instant At)> packets)
    {
        TokenBucket bucket = new(Traffic.Rate, Traffic.Depth, new(0));
        long passed = 0;
        foreach ((ByteCount size, Instant at) in packets)
            passed += bucket.TryConsume(size, at) ? 1 : 0;
        return passed;
    }

    /// <summary>Each packet leaves when it may, and not before the one that went ahead of it.</summary>
    private static long Shape(ReadOnlySpan<(ByteCount Size, Instant At)> packets)
    {
        Shaper shaper = new(Traffic, new(0));
        Instant left = new(0);
        foreach ((ByteCount size, Instant at) in packets)
        {
            left = shaper.EarliestFor(size, Instant.Max(left, at));
            shaper.Record(size, left);
        }

        return left.Ticks;
    }

    private static long Mark(IColourMarker marker, ReadOnlySpan<(ByteCount Size, Instant At)> packets)
    {
        long colours = 0;
        foreach ((ByteCount size, Instant at) in packets)
            colours += (long)marker.Mark(size, at);
        return colours;
    }

    private static long Police(ReadOnlySpan<(ByteCount Size, Instant At)> packets)
    {
        Policer policer = new(
            new TwoRateMarker(Traffic, new(0)), PolicerAction.Pass, PolicerAction.Remark(Dscp.AF42), PolicerAction.Drop);
        long passed = 0;
        foreach ((ByteCount size, Instant at) in packets)
            passed += policer.Police(size, Dscp.AF41, at).IsDropped ? 0 : 1;
        return passed;
    }
}
